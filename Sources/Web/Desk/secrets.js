// Secrets that are shown once, to be copied.

import { ask, button, h, labelled, say } from './dom.js'
import { t } from './words.js'

/** Shows a text to be copied, with what should be known of it. */
export function showText(title, label, text, hint) {
  const input = h('input', { type: 'text', readonly: true, value: text, onfocus: event => event.target.select() })
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    say(t('copied'))
  }
  return ask(title, close => [labelled(label, input, { hint }),
    h('div', { class: 'actions' }, button(t('copy'), copy, { class: 'main' }), button(t('close'), () => close()))])
}
