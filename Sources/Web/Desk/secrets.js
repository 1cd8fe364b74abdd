// A dialog with a secret or a link to copy.

import { ask, button, h, labelled, say } from './dom.js'
import { t } from './words.js'

/** Shows a text that can be copied, with a hint. */
export function showText(title, label, text, hint) {
  const input = h('input', { type: 'text', readonly: true, value: text, onfocus: event => event.target.select() })
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    say(t('copied'))
  }
  return ask(title, close => [labelled(label, input, { hint }),
    h('div', { class: 'actions' }, button(t('copy'), copy, { class: 'main' }), button(t('close'), () => close()))])
}
