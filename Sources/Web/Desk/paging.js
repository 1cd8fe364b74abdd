// Lists with a button that loads the next page.

import { get, pathOf } from './api.js'
import { button, fill, h, say } from './dom.js'
import { t } from './words.js'

/** The items at an address, each rendered by `row`, with a button while there are more. */
export async function pagedList(address, row, { empty = t('nothingFound'), attributes, onload } = {}) {
  const list = h('ul', { class: 'items', ...attributes })
  const more = h('div', { class: 'more' })
  async function load(path) {
    const page = await get(path)
    const first = page.items.map(row)
    list.append(...first)
    onload?.(page)
    fill(more, page.next && button(t('more'), async () => {
      try {
        await load(pathOf(page.next))
      } catch (failure) {
        say(failure.message, 'fault')
      }
    }))
    return first[0]
  }
  await load(address)
  return h('div', null, list.children.length ? list : h('p', { class: 'hint' }, empty), more)
}
