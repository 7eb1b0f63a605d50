/** Where to go after signing in: an address of the console only, so that a link cannot lead a person elsewhere. */
export function within(to: string | undefined): string {
  if (to === undefined || !/^\/(?![/\\])/.test(to) || /^\/(sign-in|welcome)\b/.test(to)) return '/'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop them, and //elsewhere would be left
  return /[\u0000-\u001f\\]/.test(to) ? '/' : to
}
