// Creating an item in a dialog, without leaving the item that is being edited.

import { send } from './api.js'
import { known } from './description.js'
import { ask, button, h, say } from './dom.js'
import { group, sending } from './form.js'
import { setting } from './documents.js'
import { resources } from './resources.js'
import { language, t } from './words.js'

/** Asks for the required fields of an item. Returns the id of the new item, or nothing. */
export function create(path, name) {
  const { inPassing: fields, title } = resources[path]
  const { languages } = known.notice
  const spoken = languages.includes(language()) ? language() : languages[0]
  const key = crypto.randomUUID()
  let document = setting({}, title, fields[0].shape === 'texts' ? { [spoken]: name } : name)
  return ask(t(`new.${path}`), close => {
    const submit = async event => {
      event.stopPropagation()
      const { json } = await send('POST', '/' + path, { body: document, key })
      say(t('created'))
      close(json.id)
    }
    return sending({ base: 'new' }, group(fields, document, value => { document = value }, { path: 'new', languages }),
      [h('button', { class: 'main' }, t('create')), button(t('cancel'), () => close())], submit)
  })
}
