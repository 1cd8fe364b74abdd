// A new item from an empty form with the required fields of its kind.

import { Failure, send } from './api.js'
import { known } from './description.js'
import { crumbs, fill, h, say } from './dom.js'
import { setting } from './documents.js'
import { group } from './form.js'
import { resources } from './resources.js'
import { t } from './words.js'

export async function blankPage(path, _, view) {
  const { short: fields } = resources[path]
  const key = crypto.randomUUID()
  let document = setting({}, 'kind', fields.find(field => field.name === 'kind')?.options[0])
  const fault = h('div', { class: 'fault', role: 'alert' })
  const submit = async event => {
    event.preventDefault()
    try {
      const { json } = await send('POST', '/' + path, { body: document, key })
      say(t('created'))
      location.hash = `#/${path}/${json.id}`
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      fill(fault, failure.messages.map(text => h('p', null, text)))
    }
  }
  fill(view, crumbs(h('a', { href: '#/' }, t('desk'))), h('h1', { tabindex: -1 }, t(`new.${path}`)),
    h('form', { class: 'editor', onsubmit: submit },
      group(fields, document, value => { document = value }, { path: '', languages: known.notice.languages }), fault,
      h('div', { class: 'actions' }, h('button', { class: 'main' }, t('create')))))
}
