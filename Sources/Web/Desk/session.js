// Logging in with an access key, and again when the session has ended.

import { get, onSessionEnd, send } from './api.js'
import { ask, button, fill, h, labelled } from './dom.js'
import { t } from './words.js'

let session = null
export const me = () => session
export const may = scope => session?.scopes.includes(scope) ?? false

/** Reads the session. Returns whether there is one. */
export async function resume() {
  try {
    session = await get('/session')
  } catch (failure) {
    if (failure.status !== 401) throw failure
    session = null
  }
  return session !== null
}

/** The login form; `done` is called after a login. */
export function logInForm(done) {
  const fault = h('p', { class: 'fault', role: 'alert' })
  const token = h('input', {
    type: 'password', name: 'token', autocomplete: 'current-password', required: true, autofocus: true,
  })
  const submit = async event => {
    event.preventDefault()
    fill(fault)
    try {
      await send('POST', '/session', { body: { token: token.value.trim() } })
      // A browser stores the cookie only over https or from its own machine.
      if (await resume()) done()
      else fill(fault, t('cookieRefused'))
    } catch (failure) {
      fill(fault, failure.message)
      token.focus()
    }
  }
  return h('form', { class: 'login', onsubmit: submit },
    labelled(t('token'), token, { hint: t('tokenHint') }), fault, h('button', { class: 'main' }, t('logIn')))
}

let dialog = null

/** Asks for the access key in a dialog over the page, so that no text is lost. */
function logInAgain() {
  const name = session?.name
  dialog ??= ask(t('sessionEnded'), close => [h('p', null, t('sessionEndedHint')), logInForm(() => close(true))])
    .then(isIn => {
      dialog = null
      if (!isIn) return logInAgain()
      if (session.name !== name) location.reload()
    })
  return dialog
}
onSessionEnd(logInAgain)

export async function logOut(isEverywhere) {
  await send('DELETE', isEverywhere ? '/sessions' : '/session')
  session = null
}

/** Asks whether to log out only here or everywhere; `losesText` when unsaved text is only in this browser. */
export const askToLogOut = losesText => ask(t('logOut'), close => [
  losesText && h('p', null, t('logOutHint')),
  h('div', { class: 'actions' },
    button(t('logOutHere'), () => close('here'), { class: 'main' }),
    button(t('logOutEverywhere'), () => close('everywhere')),
    button(t('cancel'), () => close()))])
