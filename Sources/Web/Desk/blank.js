// A new item from an empty form with the required fields of its kind.

import { send } from './api.js'
import { known } from './description.js'
import { crumbs, h, say } from './dom.js'
import { setting } from './documents.js'
import { forget, keep, kept } from './drafts.js'
import { group, sending } from './form.js'
import { resources } from './resources.js'
import { t } from './words.js'

export async function blankPage(path, _, view) {
  const { short: fields } = resources[path]
  const place = `/new/${path}`
  const key = crypto.randomUUID()
  let document = kept(place) ?? setting({}, 'kind', fields.find(field => field.name === 'kind')?.options[0])
  const change = value => {
    document = value
    keep(place, document)
  }
  const submit = async () => {
    const { json } = await send('POST', '/' + path, { body: document, key })
    forget(place)
    say(t('created'))
    location.hash = `#/${path}/${json.id}`
  }
  view.append(crumbs(h('a', { href: '#/' }, t('desk'))), h('h1', { tabindex: -1 }, t(`new.${path}`)),
    sending({ class: 'editor' }, group(fields, document, change, { path: '', languages: known.notice.languages }),
      h('button', { class: 'main' }, t('create')), submit))
}
