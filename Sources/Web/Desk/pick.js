// Choosing an item by part of its name, or creating one: a combobox (WAI-ARIA Authoring Practices Guide).

import { get, query } from './api.js'
import { button, fill, h, newID, say } from './dom.js'
import { create } from './create.js'
import { inLanguage, resources } from './resources.js'
import { language, t, withLabel } from './words.js'

const names = new Map()

/** The name of an item, fetched once. */
export async function nameOf(path, id) {
  const place = `${path}/${id}`
  if (!names.has(place)) {
    names.set(place, get('/' + place).then(item => inLanguage(item[resources[path].title], language()), () => id))
  }
  return names.get(place)
}

/** A link to an item, with its name once that is known. */
export function named(address) {
  const [, path, id] = address.split('/')
  const link = h('a', { href: '#' + address }, id)
  nameOf(path, id).then(text => fill(link, text || id))
  return link
}

/**
 * An input that searches items of a kind; `onpick` gets the id of the chosen item.
 * @param successor `{except}` when only public items can be chosen, but not that one, and none created.
 */
export function picker(path, id, text, onpick, successor) {
  const list = h('ul', { role: 'listbox', id: newID(), 'aria-label': text, hidden: true })
  const input = h('input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', 'aria-expanded': 'false', 'aria-controls': list.id,
    'aria-autocomplete': 'list', placeholder: t('pickHint'),
  })
  let options = []
  let active = -1
  let latest = 0

  function show(found) {
    options = found
    active = -1
    list.hidden = options.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    input.removeAttribute('aria-activedescendant')
    fill(list, options.map((option, index) => h('li', {
      role: 'option', id: `${list.id}-${index}`, 'aria-selected': 'false',
      onmousedown: event => { event.preventDefault(); take(index) },
    }, option.text, option.note && h('span', { class: 'hint' }, option.note))))
  }

  function move(step) {
    if (!options.length) return
    list.children[active]?.setAttribute('aria-selected', 'false')
    active = (active + step + options.length) % options.length
    const option = list.children[active]
    option.setAttribute('aria-selected', 'true')
    option.scrollIntoView({ block: 'nearest' })
    input.setAttribute('aria-activedescendant', option.id)
  }

  async function take(index) {
    const option = options[index]
    show([])
    input.value = ''
    const picked = option.id ?? await create(path, option.name)
    if (picked) onpick(picked)
  }

  async function search() {
    const typed = input.value.trim()
    const number = ++latest
    // Without a letter or digit there is no word to search for.
    if (!/[\p{L}\p{N}]/u.test(typed)) return show([])
    try {
      const words = typed.replace(/["*]/g, ' ').trim()
      // The beginning of a word has at least two letters.
      const star = /[^\s-]{2}$/.test(words) ? '*' : ''
      const status = successor ? 'published' : undefined
      const { items } = await get(`/${path}?` + query({ q: words + star, status, pageSize: 8 }))
      if (number !== latest) return
      const found = items.filter(item => item.id !== successor?.except).map(item => ({
        id: item.id, text: inLanguage(item[resources[path].title], language()),
        note: [inLanguage(item.role, language()), item.releaseDate, t(`status.${item.status}`)]
          .filter(Boolean).join(' · '),
      }))
      show(successor ? found : [...found, { name: typed, text: t(`create.${path}`, { name: typed }) }])
    } catch (failure) {
      say(failure.message, 'fault')
    }
  }

  const keys = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: () => show([]) }
  input.addEventListener('input', search)
  input.addEventListener('blur', () => show([]))
  input.addEventListener('keydown', event => {
    const isOpen = !list.hidden
    if (event.key === 'Enter' && isOpen) take(active < 0 ? 0 : active)
    else if (keys[event.key] && (isOpen || event.key === 'ArrowDown')) keys[event.key]()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  return h('div', { class: 'picker' }, input, list)
}

/** A chosen item, with a button that removes it and may have the id of the input. */
export function picked(path, id, onremove, inputID) {
  const name = named(`/${path}/${id}`)
  const remove = button(t('remove'), onremove, { class: 'small', id: inputID })
  nameOf(path, id).then(text => remove.setAttribute('aria-label', withLabel(t('remove'), text)))
  return h('span', { class: 'picked' }, name, remove)
}
