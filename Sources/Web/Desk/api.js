// Requests to the newsroom's JSON API, as whoever has logged in.

import { language, t } from './words.js'

/** What the newsroom has refused, with its problem document (RFC 9457). */
export class Failure extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? String(status))
    this.status = status
    this.problem = problem ?? {}
  }

  /** All that was wrong, as sentences. */
  get sentences() {
    const issues = this.problem.issues ?? []
    const named = issues.map(issue => (issue.name ? `${issue.name}: ` : '') + issue.detail)
    // The message says how many there are in all.
    return issues.length && !this.problem.issuesOmitted ? named : [this.message, ...named]
  }
}

let logInAgain = async () => {}
export const onSessionEnd = action => { logInAgain = action }

/** Sends a request; a session that has ended is begun anew, and the request sent again. */
export async function send(method, path, options = {}) {
  const { body, type = 'application/json', match, none, key } = options
  // Said outright, so that without a cookie we are told so, and not answered as anyone is.
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

/** The path of a link: the newsroom may be reached by another address than its own. */
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
