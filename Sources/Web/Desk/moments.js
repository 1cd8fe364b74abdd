// An input for a time in Brussels, which is repeated in words while it is typed.

import { fill, h, labelled } from './dom.js'
import { local, localInWords } from './times.js'
import { t } from './words.js'

/** @param value an instant or a local time, if there is one; `onchange` gets a local time. */
export function momentInput(text, value, onchange, id) {
  const start = value ? local(value) : ''
  const words = h('output', { class: 'words', 'aria-live': 'polite' }, localInWords(start))
  const read = event => {
    fill(words, localInWords(event.target.value))
    onchange(event.target.value)
  }
  const input = h('input', { type: 'datetime-local', value: start, oninput: read })
  return h('div', null, labelled(text, input, { hint: t('zone'), id }), words)
}
