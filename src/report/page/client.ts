import type { Page, Part } from './dom.ts'

/**
 * What the page does in the browser: searching lists, picking an asset on the map, opening what a link points to. The report embeds this
 * function's own text, so it uses nothing from outside itself. Without it everything is still there to read.
 */
export function client(page: Page, onFragment: (then: (id: string) => void) => void): void {
  /** Shows the rows that hold every word, and says how many there are. */
  function filter(list: Part): void {
    const words = (list.querySelector('input')?.value ?? '').toLowerCase().split(/\s+/)
    const choices = [...list.querySelectorAll('select')].map((one) => one.value)
    let shown = 0
    for (const row of list.querySelectorAll('[data-text]')) {
      const text = row.dataset.text ?? ''
      const kinds = (row.dataset.kinds ?? '').split('|')
      const fits =
        words.every((word) => text.includes(word)) &&
        choices.every((one) => one === '' || kinds.includes(one))
      row.hidden = !fits
      if (fits) shown++
    }
    const count = list.querySelector('[data-count]')
    if (count !== null) count.textContent = `${shown} shown`
  }

  for (const list of page.querySelectorAll('[data-list]'))
    for (const input of list.querySelectorAll('input, select')) {
      input.addEventListener('input', () => filter(list))
      input.addEventListener('change', () => filter(list))
    }

  /** Marks an asset on the map with everything it talks to; picking it again lets go. */
  function pick(map: Part, node: Part): void {
    const id = node.classList.contains('picked') ? '' : (node.dataset.asset ?? '')
    map.classList.toggle('picking', id !== '')
    const near = new Set<string | undefined>([id])
    for (const edge of map.querySelectorAll('.edge')) {
      const on = id !== '' && (edge.dataset.a === id || edge.dataset.b === id)
      edge.classList.toggle('on', on)
      if (on) near.add(edge.dataset.a).add(edge.dataset.b)
    }
    for (const one of map.querySelectorAll('.node')) {
      one.classList.toggle('on', near.has(one.dataset.asset))
      one.classList.toggle('picked', one.dataset.asset === id)
    }
    for (const one of page.querySelectorAll('[data-about]')) one.hidden = one.dataset.about !== id
  }

  for (const map of page.querySelectorAll('.map'))
    for (const node of map.querySelectorAll('.node')) {
      node.addEventListener('click', () => pick(map, node))
      node.addEventListener('keydown', (event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        pick(map, node)
      })
    }

  onFragment((id) => {
    const target = page.getElementById(id)
    if (target === null) return
    target.hidden = false
    target.open = true
    const fold = target.querySelector('.fold')
    if (fold !== null) fold.open = true
    target.scrollIntoView({ block: 'start' })
  })
  for (const tools of page.querySelectorAll('.tools')) tools.hidden = false
}
