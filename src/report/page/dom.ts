/** The little of a browser's document that the page's own script uses; the project is otherwise checked without browser types. */
export interface Part {
  textContent: string | null
  hidden: boolean
  value: string
  open: boolean
  readonly dataset: { readonly [name: string]: string | undefined }
  readonly classList: { toggle(name: string, on?: boolean): void; contains(name: string): boolean }
  setAttribute(name: string, value: string): void
  addEventListener(event: string, then: (event: { key: string; preventDefault(): void }) => void): void
  querySelectorAll(selector: string): Iterable<Part>
  querySelector(selector: string): Part | null
  scrollIntoView(options: { block: string }): void
}

/** The document itself, and the address bar's fragment. */
export interface Page extends Part {
  getElementById(id: string): Part | null
}
