// Making an item in passing, in a dialog over what one is writing.

import { send } from './api.js'
import { ask, fill, h, say } from './dom.js'
import { group } from './form.js'
import { setting } from './documents.js'
import { resources, shortForms } from './resources.js'
import { language, t } from './words.js'

/** Asks for what an item needs; the id of the new one, or nothing. */
export function create(path, name) {
  const fields = shortForms[path]
  const title = resources[path].title
  const key = crypto.randomUUID()
  let document = setting({}, title, fields[0].shape === 'texts' ? { [language() === 'fr' ? 'fr' : 'nl']: name } : name)
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
      group(fields, document, value => { document = value }, { path: 'new', languages: ['nl', 'fr'] }),
      fault,
      h('div', { class: 'actions' },
        h('button', { class: 'main' }, t('create')),
        h('button', { type: 'button', onclick: () => close() }, t('cancel'))))
  })
}
