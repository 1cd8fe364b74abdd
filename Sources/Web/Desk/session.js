// Logging in with a token, and again when the session has ended.

import { get, onSessionEnd, send } from './api.js'
import { ask, button, fill, h, labelled } from './dom.js'
import { t } from './words.js'

let session = null
export const me = () => session
export const may = scope => session?.scopes.includes(scope) ?? false

/** Whether there is a session already. */
export async function resume() {
  try {
    session = await get('/session')
  } catch (failure) {
    if (failure.status !== 401) throw failure
    session = null
  }
  return session !== null
}

/** The form; `done` is called once somebody is logged in. */
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
      // A browser keeps the cookie on its own machine or over https, and nowhere else.
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

let asking = null

/** Asks for a token over whatever stands on the page, so that nothing of it is lost. */
function logInAgain() {
  const name = session?.name
  asking ??= ask(t('sessionEnded'), close => [h('p', null, t('sessionEndedHint')), logInForm(() => close(true))])
    .then(isIn => {
      asking = null
      if (!isIn) return logInAgain()
      if (session.name !== name) location.reload()
    })
  return asking
}
onSessionEnd(logInAgain)

export async function logOut(isEverywhere) {
  await send('DELETE', isEverywhere ? '/sessions' : '/session')
  session = null
}

/** Asks whether to log out here alone or everywhere. */
export const askToLogOut = () => ask(t('logOut'), close => [
  h('p', null, t('logOutHint')),
  h('div', { class: 'actions' },
    button(t('logOutHere'), () => close('here'), { class: 'main' }),
    button(t('logOutEverywhere'), () => close('everywhere')),
    button(t('cancel'), () => close()))])
