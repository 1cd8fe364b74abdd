// Publishing an item now or later, correcting it with a note, cancelling a publication, and withdrawing the item.

import { Failure, get, send } from './api.js'
import { known } from './description.js'
import { same } from './documents.js'
import { ask, button, choices, confirm, fill, h, labelled, say, tag } from './dom.js'
import { limited } from './form.js'
import { momentInput } from './moments.js'
import { showText } from './secrets.js'
import { local, localInWords, moment, momentInWords } from './times.js'
import { choice, t, languageName } from './words.js'

/** Past and planned publications, with the buttons for publishing. */
export function publishingPanel(editing, act, save) {
  const { item } = editing
  const list = h('ol', { class: 'publications' })
  const panel = h('section', { class: 'panel publishing' }, h('h2', null, t('publication')))
  if (item.status !== 'withdrawn' && !item.plannedFor) {
    const text = t(item.status === 'published' ? 'correct' : 'publish')
    panel.append(button(text + '…', () => act(() => publish(editing, save)), { class: 'main' }))
  }
  if (item.status === 'published' && !item.plannedFor) {
    panel.append(button(t('withdraw') + '…', () => act(() => withdraw(editing)), { class: 'warn' }))
  }
  panel.append(list)
  get(`${editing.address}/publications`).then(({ items }) => {
    fill(list, items.map(publication => row(editing, act, publication)))
  }, failure => say(failure.message, 'fault'))
  return panel
}

function row(editing, act, publication) {
  const { number, state, change, at, embargo, languages, correction, reason } = publication
  const note = correction ?? reason
  return h('li', null,
    h('strong', null, choice('change', change)), ' ', t(`publication.${state}`, { time: momentInWords(at) }),
    embargo && tag('embargoed', t('status.embargoed')),
    languages && ` (${languages.map(languageName).join(', ')})`,
    note && Object.entries(note).map(([code, text]) => h('p', { class: 'hint', lang: code }, text)),
    (state === 'planned' || state === 'due') && h('div', { class: 'actions' },
      state === 'planned' && button(t('move') + '…', () => act(() => move(editing, number, at))),
      button(t('takeBack'), () => act(() => takeBack(editing, number)), { class: 'warn' })))
}

const notes = (text, hint, values) => h('div', { class: 'columns' }, known.notice.languages.map(code =>
  labelled(`${text} (${languageName(code)})`, limited(h('textarea', {
    rows: 3, lang: code, value: values[code] ?? '', oninput: event => { values[code] = event.target.value },
  }), known.notice.limit), { hint })))

/** A dialog with a form that `submit` sends. It stays open and shows the faults until that succeeds. */
function askFor(title, main, content, submit) {
  return ask(title, close => {
    const fault = h('div', { class: 'fault', role: 'alert' })
    const onsubmit = async event => {
      event.preventDefault()
      fill(fault)
      try {
        await submit()
        close(true)
      } catch (failure) {
        if (!(failure instanceof Failure)) throw failure
        const isBlocked = failure.problem.type?.endsWith(':blockedByFindings')
        fill(fault, (isBlocked ? [t('blocked')] : failure.messages).map(text => h('p', null, text)))
      }
    }
    return h('form', { onsubmit }, content, fault, h('div', { class: 'actions' },
      h('button', { class: 'main' }, main), button(t('cancel'), () => close(false))))
  }, { class: 'wide' })
}

async function publish(editing, save) {
  if (editing.isChanged && await save() === false) return false
  const { items: found } = await get(`${editing.address}/findings`)
  const { item, address } = editing
  let { etag } = editing
  const isPublic = item.status === 'published'
  const written = Object.keys(item.languageStates ?? {}).filter(code => item.languageStates[code] !== 'missing')
  const isHeld = Date.parse(item.embargoUntil) > Date.now()
  const request = { at: isHeld ? local(item.embargoUntil) : undefined, embargo: isHeld }
  const [languages, accepted, correction] = [new Set(written), new Set(),
    item.unpublishedChanges ? { ...editing.revision.correction } : {}]
  const key = crypto.randomUUID()
  const when = h('div')
  let isLater
  const showTime = isPlanned => {
    isLater = isPlanned
    fill(when, isPlanned && [
      momentInput(t('time'), request.at, value => { request.at = value }),
      choices(t('beforehand'), 'checkbox', [['embargo', t('embargo'), t('embargoHint')]], () => request.embargo,
        (_, isOn) => { request.embargo = isOn })])
  }
  showTime(Boolean(request.at))
  const errors = [...new Map(found.filter(one => one.severity === 'error').map(one => [one.code, one])).values()]
  const content = [
    choices(t('when'), 'radio', [['now', t('now'), isHeld && t('nowHeld')], ['later', t('later')]],
      name => (name === 'later') === isLater, name => showTime(name === 'later')),
    when,
    written.length > 1 && choices(t('languages'), 'checkbox', written.map(code => [code, languageName(code)]),
      code => languages.has(code), (code, isOn) => { languages[isOn ? 'add' : 'delete'](code) }),
    isPublic && notes(t('correctionNote'), t('correctionHint'), correction),
    errors.length > 0 && choices(t('accept'), 'checkbox', errors.map(one => [one.code, one.detail]), () => false,
      (code, isOn) => { accepted[isOn ? 'add' : 'delete'](code) }),
  ]
  /** Saves the note with the text, so that a second person can publish both. */
  const keepNote = async () => {
    if (same(correction, editing.revision.correction ?? {})) return
    const type = 'application/merge-patch+json'
    await send('PATCH', address, { body: { correction }, match: etag, type })
    await editing.refresh()
    etag = editing.etag
    say(t('correctionKept'))
  }
  return askFor(t(isPublic ? 'correct' : 'publish'), t('confirmPublish'), content, async () => {
    if (isLater && !request.at) throw new Failure(400, { detail: t('timeMissing') })
    const body = { at: isLater ? request.at : undefined, embargo: isLater && request.embargo ? true : undefined,
      acknowledge: accepted.size ? [...accepted] : undefined, correction: isPublic ? correction : undefined,
      languages: languages.size < written.length ? [...languages] : undefined }
    try {
      const { json } = await send('POST', `${address}/publications`, { body, match: etag, key })
      await editing.refresh()
      say(t(`publication.${json.state}`, { time: momentInWords(json.at) }))
    } catch (failure) {
      if (isPublic && failure.problem?.type?.endsWith(':secondPersonNeeded')) await keepNote()
      throw failure
    }
  })
}

async function move(editing, number, at) {
  let time = local(at)
  return askFor(t('move'), t('move'), momentInput(t('time'), at, value => { time = value }), async () => {
    await send('PATCH', `${editing.address}/publications/${number}`, { body: { at: time } })
    await editing.refresh()
    say(t('moved', { time: localInWords(time) }))
  })
}

async function takeBack(editing, number) {
  if (!await confirm(t('takeBack'), t('takeBackHint'), t('takeBack'), t('cancel'))) return false
  await send('DELETE', `${editing.address}/publications/${number}`)
  await editing.refresh()
  say(t('takenBack'))
}

async function withdraw(editing) {
  const reason = {}
  const key = crypto.randomUUID()
  const content = [h('p', null, t('withdrawHint')), notes(t('reason'), t('reasonHint'), reason)]
  return askFor(t('withdraw'), t('withdraw'), content, async () => {
    await send('POST', `${editing.address}/withdrawals`, { body: { reason }, match: editing.etag, key })
    await editing.refresh()
    say(t('withdrawn'))
  })
}

/** Opens a preview of the public page in another tab. */
export async function openPreview(editing, save) {
  const tab = window.open('about:blank', '_blank')
  try {
    if (editing.isChanged && await save() === false) return tab?.close()
    const expiresAt = new Date(Date.now() + 3600_000).toISOString().replace(/\.\d+/, '')
    const { json } = await send('POST', `${editing.address}/previews`, { body: { expiresAt } })
    const { pathname } = new URL(json.href)
    if (tab) tab.location = pathname
    else say(t('popupBlocked'), 'fault')
  } catch (failure) {
    tab?.close()
    throw failure
  }
}

/** Shows a preview link that can be sent to someone without an access key. */
export async function sharePreview(editing) {
  const { json } = await send('POST', `${editing.address}/previews`)
  await showText(t('sharePreview'), t('link'), json.href, t('sharePreviewHint', { time: moment(json.expiresAt) }))
  return false
}
