// Requests to the JSON API with the session of the person who has logged in.

import { choice, labelOf, language, t, withLabel } from './words.js'

/** A refused request, with the problem document of the response (RFC 9457). */
export class Failure extends Error {
  constructor(status, problem) {
    const messages = explain(status, problem ?? {})
    super(messages.join(' '))
    this.status = status
    this.problem = problem ?? {}
    /** One message for each fault, with the label of its field. */
    this.messages = messages
  }

  /** The last part of the problem's type. */
  get kind() { return kindOf(this.problem) }
}

const kindOf = ({ type = '' }) => type.split(':').at(-1)

/** The faults in the words of the desk: responses speak of entity-tags, scopes and members, which nobody sees here. */
function explain(status, problem) {
  const kind = kindOf(problem)
  const { issues = [], issuesOmitted: count, requiredScopes = [] } = problem
  if (status === 412) return [t('changedMeanwhile')]
  if (requiredScopes.length) return [t('mayNot', { scope: requiredScopes.map(name => t(`scope.${name}`)).join(', ') })]
  if (choice('problem', kind) !== kind) return [choice('problem', kind)]
  if (!issues.length) return [problem.detail ?? problem.title ?? String(status)]
  const named = issues.map(({ name, detail }) => (name ? withLabel(labelOf(name), detail) : detail))
  return count ? [...named, t('moreFaults', { count })] : named
}

let logInAgain = async () => {}
export const onSessionEnd = action => { logInAgain = action }

/** Sends a request. When the session has ended, it asks for a new one and sends the request again. */
export async function send(method, path, options = {}) {
  const { body, type = 'application/json', match, none, key } = options
  // Explicit, so that a request without a cookie gets 401 instead of the public response.
  const headers = { Accept: 'application/json', 'Accept-Language': language(), Authorization: 'Session' }
  if (body !== undefined) headers['Content-Type'] = type
  if (match) headers['If-Match'] = match
  if (none) headers['If-None-Match'] = none
  if (key) headers['Idempotency-Key'] = key
  const content = body === undefined || typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body)
  let response, text
  try {
    response = await fetch(path, { method, headers, body: content, cache: 'no-store' })
    text = await response.text()
  } catch {
    throw new Failure(0, { detail: t('offline') })
  }
  if (response.status === 401 && path !== '/session') {
    await logInAgain()
    return send(method, path, options)
  }
  const json = /json/.test(response.headers.get('Content-Type') ?? '') ? JSON.parse(text) : undefined
  if (!response.ok && response.status !== 304) throw new Failure(response.status, json)
  return { status: response.status, json, etag: response.headers.get('ETag') }
}

export const get = async (path, options) => (await send('GET', path, options)).json

/** The path and query of a link. The browser may reach the newsroom at another host than its links have. */
export function pathOf(link) {
  const url = new URL(link)
  return url.pathname + url.search
}

export const query = parameters => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one !== undefined && one !== '') search.append(name, one)
  }
  return String(search)
}
