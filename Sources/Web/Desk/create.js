// Making an item in passing, in a dialog over what one is writing.

import { send } from './api.js'
import { known } from './description.js'
import { ask, fill, h, say } from './dom.js'
import { group } from './form.js'
import { setting } from './documents.js'
import { resources } from './resources.js'
import { language, t } from './words.js'

/** Asks for what an item needs; the id of the new one, or nothing. */
export function create(path, name) {
  const { inPassing: fields, title } = resources[path]
  const { languages } = known.notice
  const spoken = languages.includes(language()) ? language() : languages[0]
  const key = crypto.randomUUID()
  let document = setting({}, title, fields[0].shape === 'texts' ? { [spoken]: name } : name)
  return ask(t(`new.${path}`), close => {
    const fault = h('div', { class: 'fault', role: 'alert' })
    const submit = async event => {
      event.preventDefault()
      try {
        const { json } = await send('POST', '/' + path, { body: document, key })
        say(t('created'))
        close(json.id)
      } catch (failure) {
        fill(fault, failure.sentences.map(sentence => h('p', null, sentence)))
      }
    }
    return h('form', { onsubmit: submit },
      group(fields, document, value => { document = value }, { path: 'new', languages }),
      fault,
      h('div', { class: 'actions' },
        h('button', { class: 'main' }, t('create')),
        h('button', { type: 'button', onclick: () => close() }, t('cancel'))))
  })
}
