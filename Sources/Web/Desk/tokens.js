// Tokens: who has one and what it allows, a new one, and revoking one.

import { Failure, pathOf, send } from './api.js'
import { ask, button, choices, confirm, fill, h, labelled, newID, say } from './dom.js'
import { pagedList } from './paging.js'
import { moment } from './times.js'
import { t } from './words.js'

const scopes = ['draft', 'publish', 'embargo', 'admin']

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
      h('span', { class: `tag ${token.state}` }, t(`token.${token.state}`)),
      h('span', null, token.scopes.map(scope => t(`scope.${scope}`)).join(', ')),
      h('span', null, token.lastUsedAt ? t('lastUsed', { time: moment(token.lastUsedAt) }) : t('neverUsed')),
      token.expiresAt && h('span', null, t('until', { time: moment(token.expiresAt) }))),
    token.state === 'valid' && button(t('revoke'), () => revoke(token), { class: 'small warn', 'aria-label': `${t('revoke')}: ${token.name}` }))

  fill(view, h('h1', { tabindex: -1 }, t('tokens')), h('p', null, t('tokensHint')), newToken(load), h('h2', null, t('allTokens')), list)
  await load()
}

function newToken(done) {
  const chosen = new Set()
  const key = { value: crypto.randomUUID() }
  const name = h('input', { type: 'text', required: true, maxlength: 200 })
  const expiry = h('input', { type: 'date' })
  const fault = h('div', { class: 'fault', role: 'alert' })
  const submit = async event => {
    event.preventDefault()
    fill(fault)
    const expiresAt = expiry.value ? expiry.value + 'T23:59' : undefined
    try {
      const { json } = await send('POST', '/tokens', { body: { name: name.value, scopes: [...chosen], expiresAt }, key: key.value })
      key.value = crypto.randomUUID()
      await showSecret(json)
      await done()
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      fill(fault, failure.sentences.map(text => h('p', null, text)))
    }
  }
  return h('form', { class: 'panel', onsubmit: submit }, h('h2', null, t('newToken')),
    labelled(t('field.name'), name, { hint: t('tokenNameHint') }),
    choices(t('scopes'), 'checkbox', scopes.map(scope => [scope, t(`scope.${scope}`), t(`scopeHint.${scope}`)]), () => false,
      (scope, isOn) => { chosen[isOn ? 'add' : 'delete'](scope) }),
    labelled(t('expires'), expiry, { hint: t('expiresHint') }), fault,
    h('div', { class: 'actions' }, h('button', { class: 'main' }, t('makeToken'))))
}

/** The secret, this once. */
function showSecret({ name, secret }) {
  const input = h('input', { type: 'text', readonly: true, value: secret, id: newID(), onfocus: event => event.target.select() })
  return ask(t('tokenMade', { name }), close => [
    labelled(t('token'), input, { hint: t('shownOnce') }),
    h('div', { class: 'actions' },
      button(t('copy'), async () => { await navigator.clipboard.writeText(secret); say(t('copied')) }, { class: 'main' }),
      button(t('close'), () => close()))])
}
