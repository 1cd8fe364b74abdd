// Access keys: the list with their scopes, a new one, and revoking one.

import { pathOf, send } from './api.js'
import { known } from './description.js'
import { choices, confirm, fill, h, labelled, say, smallButton, tag } from './dom.js'
import { inputID, limited, sending } from './form.js'
import { pagedList } from './paging.js'
import { showText } from './secrets.js'
import { moment } from './times.js'
import { t } from './words.js'

export async function tokensPage(_, __, view) {
  const list = h('div')
  const load = async () => fill(list, await pagedList('/tokens', row))

  async function revoke(token) {
    if (!await confirm(t('revoke'), t('revokeHint', { name: token.name }), t('revoke'), t('cancel'))) return
    try {
      await send('DELETE', pathOf(token.href))
      say(t('revoked', { name: token.name }))
      await load()
    } catch (failure) {
      say(failure.message, 'fault')
    }
  }

  const row = token => h('li', null,
    h('strong', null, token.name),
    h('p', { class: 'meta' },
      tag(token.state, t(`token.${token.state}`)),
      h('span', null, token.scopes.map(scope => t(`scope.${scope}`)).join(', ')),
      h('span', null, token.lastUsedAt ? t('lastUsed', { time: moment(token.lastUsedAt) }) : t('neverUsed')),
      token.expiresAt && h('span', null, t('until', { time: moment(token.expiresAt) }))),
    token.state === 'valid' && smallButton(t('revoke'), token.name, () => revoke(token), 'warn'))

  fill(view, h('h1', { tabindex: -1 }, t('tokens')), h('p', null, t('tokensHint')), newToken(load),
    h('h2', null, t('allTokens')), list)
  await load()
}

function newToken(done) {
  const chosen = new Set()
  let key = crypto.randomUUID()
  const name = limited(h('input', { type: 'text', required: true, id: inputID('name') }), known.token.name.limit)
  const expiry = h('input', { type: 'date', id: inputID('expiresAt') })
  const submit = async () => {
    const expiresAt = expiry.value ? expiry.value + 'T23:59' : undefined
    const { json } = await send('POST', '/tokens', { body: { name: name.value, scopes: [...chosen], expiresAt }, key })
    key = crypto.randomUUID()
    form.reset()
    chosen.clear()
    await showText(t('tokenMade', { name: json.name }), t('token'), json.secret, t('shownOnce'))
    await done()
  }
  const form = sending({ class: 'panel' }, [h('h2', null, t('newToken')),
    labelled(t('field.name'), name, { hint: t('tokenNameHint') }),
    choices(t('scopes'), 'checkbox',
      known.token.scopes.options.map(scope => [scope, t(`scope.${scope}`), t(`scopeHint.${scope}`)]), () => false,
      (scope, isOn) => { chosen[isOn ? 'add' : 'delete'](scope) }),
    labelled(t('expires'), expiry, { hint: t('expiresHint') })],
  h('button', { class: 'main' }, t('makeToken')), submit)
  return form
}
