// The dialogs of publishing: now or later, a correction or a minor edit, another version for a plan, a withdrawal, and
// asking a colleague for a review.

import { Failure, get, send } from './api.js'
import { known } from './description.js'
import { same } from './documents.js'
import { ask, button, choices, confirm, fill, h, labelled, say } from './dom.js'
import { inputID, limited, sending } from './form.js'
import { momentInput } from './moments.js'
import { picked, picker } from './pick.js'
import { version } from './publishing.js'
import { inLanguage, resources } from './resources.js'
import { local, momentInWords } from './times.js'
import { language, languageName, t } from './words.js'

const nameOf = ({ base, path }, document = base) =>
  inLanguage(document[resources[path].title], language()) || t('untitled')

const notes = (name, text, hint, values) => h('div', { class: 'columns' }, known.notice.languages.map(code =>
  labelled(`${text} (${languageName(code)})`, limited(h('textarea', {
    rows: 3, lang: code, value: values[code] ?? '', oninput: event => { values[code] = event.target.value },
  }), known.notice.limit), { hint, id: inputID(`${name}.${code}`) })))

/** The note of a correction that was saved with the text since the last publication. */
const savedNote = ({ item, revision }) => (item.unpublishedChanges ? { ...revision.correction } : {})

/** Who may publish in one's place. */
const whoCan = names => (names.length ? t('reviewers', { names: names.join(', ') }) : t('noReviewers'))

const isEmpty = note => !Object.values(note).some(Boolean)

/** Saves the note with the text, so that a second person can publish both. */
async function keepNote(editing, correction) {
  if (isEmpty(correction) || same(correction, editing.revision.correction ?? {})) return
  const type = 'application/merge-patch+json'
  await send('PATCH', editing.address, { body: { correction }, match: editing.etag, type })
  await editing.refresh()
  say(t('correctionKept'))
}

/** Whether readers have already seen a version, so that another one needs a note. */
const wasPublic = item => item.status === 'published' || item.status === 'withdrawn'

/** A dialog with a form that `submit` sends. It stays open and shows the faults until that succeeds. */
function askFor(title, main, content, submit, dismiss = t('cancel')) {
  return ask(title, close => sending(null, content, [main, button(dismiss, () => close(false))], async () => {
    await submit()
    close(true)
  }, failure => (failure.kind === 'blockedByFindings' ? [t('blocked')] : failure.messages)), { class: 'wide' })
}

/** References of documents that are not public, with their plans: `{path, id, name, place, plan}`. */
async function hiddenItems(path, ...documents) {
  const found = new Map()
  for (const { name, of, fields } of resources[path].fields) {
    const kind = of ?? fields?.find(field => field.shape === 'reference')?.of
    const entries = kind ? documents.flatMap(document => document[name] ?? []) : []
    for (const id of entries.map(entry => entry.id ?? entry).filter(id => typeof id === 'string')) {
      found.set(`/${kind}/${id}`, kind)
    }
  }
  const items = await Promise.all([...found].map(async ([address, kind]) => {
    const item = await get(address).catch(() => ({}))
    const [now, published] = [item.status, 'published'].map(status => known.statuses.indexOf(status))
    if (!item.id || now >= published) return null
    const place = `/${kind}/${item.id}`
    const { items } = item.plannedFor ? await get(`${place}/publications`) : { items: [] }
    const plan = items.find(({ state }) => state === 'planned')
    return { path: kind, id: item.id, place, plan, name: inLanguage(item[resources[kind].title], language()) }
  }))
  return items.filter(Boolean)
}

/**
 * Asks how to publish, and says what will go out.
 * @param change for a planned publication: `isNow`, `isMove` or `isReplan`.
 */
export async function publish(editing, save, change) {
  if (editing.isChanged && await save() === false) return false
  const page = location.hash
  const { item, etag, address, path } = editing
  const documents = [editing.base]
  const plan = change && editing.plan
  if (change && !plan) return
  const written = Object.keys(item.languageStates ?? {}).filter(code => item.languageStates[code] !== 'missing')
  const heldUntil = Date.parse(item.embargoUntil) > Date.now() ? item.embargoUntil : undefined
  const start = plan?.at ?? heldUntil
  const wish = {
    isLater: change ? !change.isNow : Boolean(start), at: start && local(start), embargo: Boolean(heldUntil),
    revision: change?.isMove ? plan.revision : editing.revision.number,
    languages: new Set(plan?.languages ?? written), isMinor: plan?.minor ?? false, correction: savedNote(editing),
    accepted: new Set(), others: new Set(),
  }

  /** The request; `isDry` leaves out what a forecast does not need. */
  const request = isDry => ({
    at: wish.isLater ? wish.at : undefined, embargo: wish.isLater && wish.embargo || undefined,
    revision: wish.revision, languages: wish.languages.size < written.length ? [...wish.languages] : undefined,
    minor: wasPublic(item) && wish.isMinor || undefined,
    ...!isDry && {
      acknowledge: accepted(address),
      correction: wasPublic(item) && !wish.isMinor ? wish.correction : undefined,
    },
  })
  const dry = async (place, body) => (await send('POST', `${place}/publications?dryRun=true`, { body })).json
  const forecast = () => dry(address, request(true))

  const names = new Map([[editing.revision.number, nameOf(editing)]])
  if (plan && editing.isBehind) {
    documents.push((await get(`${address}/revisions/${plan.revision}`)).document)
    names.set(plan.revision, nameOf(editing, documents[1]))
  }
  let first = await forecast()
  if (first.reviewers && change?.isNow) {
    wish.revision = plan.revision
    first = await forecast()
  }
  if (location.hash !== page) return false
  if (first.reviewers && wish.revision !== plan?.revision) return askForReview(editing, save, first.reviewers)

  const drafts = await hiddenItems(path, ...documents)
  if (location.hash !== page) return false
  // What was planned along with this goes with it; another plan is somebody's decision.
  for (const one of drafts) if (!one.plan || one.plan.at === plan?.at) wish.others.add(one.place)

  const [summary, along, warnings, when, note] = ['dl', 'div', 'div', 'div', 'div'].map(name => h(name))
  summary.setAttribute('aria-live', 'polite')
  const main = h('button', { class: 'main' })
  let latest = 0

  function show(found) {
    const isLater = wish.isLater || found.at
    const embargo = (found.embargo ?? (isLater && plan?.embargo)) && t('status.embargoed')
    const plural = count => (count ? new Intl.PluralRules(language()).select(count) : 'none')
    const counted = (name, count) => t(`${name}.${plural(count)}`, { count })
    const rows = [
      ['goingOut', names.get(wish.revision)],
      ['versionNumber', `${found.version} – ${version(editing, found.revision)}`],
      ['languages', found.languages.map(languageName).join(', ')],
      ['appears', [found.at ? momentInWords(found.at) : t(isLater ? 'timeMissing' : 'atOnce'), embargo]
        .filter(Boolean).join(' – ')],
      ['receivers', ['people', 'webhooks'].map(name => counted(name, found[name])).join(', ')],
    ]
    fill(summary, rows.filter(([, value]) => value)
      .map(([name, value]) => [h('dt', null, t(name)), h('dd', null, value)]))
    fill(main, t(!isLater ? 'publishNow' : change?.isMove ? 'move' : change ? 'useVersion' : 'schedule'))
    main.disabled = Boolean(found.reviewers)
    showFindings(found)
  }

  /** The findings about all that goes out. A reference that goes out as well is none. */
  function showFindings(found) {
    const chosen = drafts.filter(({ place }) => wish.others.has(place))
    const isHidden = ({ code, place, value }) => code === 'hiddenReference'
      && !chosen.some(one => one.id === value && place.startsWith(one.path))
    const own = found.findings.filter(one => one.code !== 'hiddenReference' || isHidden(one))
    const all = [
      ...own.map(one => ({ ...one, key: one.code })),
      ...chosen.flatMap(({ forecast, place, name }) => (forecast?.findings ?? []).map(one =>
        ({ ...one, key: `${place} ${one.code}`, detail: `${name} – ${one.detail}` })))]
    const blocks = one => one.severity === 'error'
    const others = all.filter(one => !blocks(one))
    const blocking = [...new Map(all.filter(blocks).map(one => [one.key, one])).values()]
    for (const key of wish.accepted) if (!blocking.some(one => one.key === key)) wish.accepted.delete(key)
    fill(warnings,
      found.reviewers && h('p', { class: 'fault' }, t('secondPerson'), ' ', whoCan(found.reviewers)),
      others.length > 0 && [h('h3', null, t('severity.warning')),
        h('ul', { class: 'findings' }, others.map(one => h('li', { class: 'warning' }, one.detail)))],
      blocking.length > 0 && choices(t('accept'), 'checkbox', blocking.map(one => [one.key, one.detail]),
        key => wish.accepted.has(key), (key, isOn) => { wish.accepted[isOn ? 'add' : 'delete'](key) }))
  }

  /** The codes that are accepted for an item. */
  function accepted(place) {
    const codes = [...wish.accepted].map(key => key.split(' ').reverse())
      .filter(([, other = address]) => other === place).map(([code]) => code)
    return codes.length ? codes : undefined
  }

  /** What can go out as well. What a second person must publish stays, and says so. */
  const showAlong = () => fill(along, drafts.length > 0 && choices(t('alsoPublish'), 'checkbox', drafts.map(one => {
    const { reviewers } = one.forecast ?? {}
    const own = one.plan && t('publication.planned', { time: momentInWords(one.plan.at) })
    return [one.place, one.name, reviewers ? `${t('alsoSecond')} ${whoCan(reviewers)}` : own, Boolean(reviewers)]
  }), place => wish.others.has(place), (place, isOn) => {
    wish.others[isOn ? 'add' : 'delete'](place)
    showFindings(shown)
  }))

  let shown = first
  /** Asks what would go out, with what goes out as well. */
  async function foresee() {
    const body = { at: wish.isLater ? wish.at : undefined, embargo: request(true).embargo }
    const [found] = await Promise.all([forecast(), ...drafts.map(async one => {
      const { findings, reviewers } = await dry(one.place, body)
      // What is planned was approved, with its errors.
      one.forecast = one.plan ? { findings: findings.filter(({ severity }) => severity !== 'error') }
        : { findings, reviewers }
      if (one.forecast.reviewers) wish.others.delete(one.place)
    })])
    return found
  }
  async function renew() {
    const number = ++latest
    if (wish.isLater && !wish.at) return show({ ...shown, at: undefined })
    try {
      const found = await foresee()
      if (number === latest) show(shown = found)
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      const told = [h('dt', null, t('appears')), h('dd', { class: 'fault' }, failure.message)]
      if (number === latest) fill(summary, told)
    }
  }

  const showTime = isLater => {
    wish.isLater = isLater
    fill(when, isLater && [
      momentInput(t('time'), wish.at, value => { wish.at = value; renew() }, inputID('at')),
      !plan && choices(t('beforehand'), 'checkbox', [['embargo', t('embargo'), t('embargoHint')]], () => wish.embargo,
        (_, isOn) => { wish.embargo = isOn; renew() })])
  }
  const showNote = () => fill(note,
    !wish.isMinor && notes('correction', t('correctionNote'), t('correctionHint'), wish.correction))
  showTime(wish.isLater)
  if (wasPublic(item) && !plan) showNote()
  show(first)
  if (drafts.length) await renew()
  showAlong()
  if (location.hash !== page) return false

  const isBehind = plan && editing.isBehind
  const content = [
    summary,
    isBehind && choices(t('whichVersion'), 'radio',
      [...names].map(([number, name]) => [String(number), name, version(editing, number)]),
      number => Number(number) === wish.revision, number => { wish.revision = Number(number); renew() }),
    item.status === 'published' && !plan && choices(t('howBig'), 'radio',
      [['note', t('asCorrection'), t('asCorrectionHint')], ['minor', t('minor'), t('minorHint')]],
      name => (name === 'minor') === wish.isMinor, name => { wish.isMinor = name === 'minor'; showNote(); renew() }),
    note,
    choices(t('when'), 'radio', [['now', t('now'), heldUntil && t('nowHeld')], ['later', t('later')]],
      name => (name === 'later') === wish.isLater, name => { showTime(name === 'later'); renew() }),
    when,
    !plan && written.length > 1 && choices(t('languages'), 'checkbox', written.map(code => [code, languageName(code)]),
      code => wish.languages.has(code), (code, isOn) => { wish.languages[isOn ? 'add' : 'delete'](code); renew() }),
    along, warnings,
  ]
  const keys = new Map()
  const key = place => keys.get(place) ?? keys.set(place, crypto.randomUUID()).get(place)
  const title = t(plan ? (change.isMove ? 'move' : change.isNow ? 'publishNow' : 'useVersion')
    : { published: 'publishChanges', withdrawn: 'publishAgain' }[item.status] ?? 'publish')
  return askFor(title, main, content, async () => {
    if (wish.isLater && !wish.at) throw new Failure(400, { issues: [{ name: 'at', detail: t('timeMissing') }] })
    for (const { place, name, plan: own } of drafts.filter(one => wish.others.has(one.place))) {
      const at = wish.isLater ? wish.at : undefined
      await (own
        ? send('PATCH', `${place}/publications/${own.number}`, { body: { at: at ?? null } })
        : send('POST', `${place}/publications`, {
          body: { at, embargo: request().embargo, acknowledge: accepted(place) }, key: key(place),
        })
      ).catch(failure => {
        throw new Failure(failure.status, { detail: `${name} – ${failure.message}` })
      })
      wish.others.delete(place)
    }
    const { json } = plan
      ? await send('PATCH', `${address}/publications/${plan.number}`, { match: etag, body: {
        at: wish.isLater ? (wish.at === local(plan.at) ? undefined : wish.at) : null,
        revision: wish.revision === plan.revision ? undefined : wish.revision, acknowledge: request().acknowledge,
      } })
      : await send('POST', `${address}/publications`, { body: request(), match: editing.etag, key: key(address) })
        .catch(async failure => {
          if (failure.kind === 'secondPersonNeeded') await keepNote(editing, request().correction ?? {})
          throw failure
        })
    await editing.refresh()
    say(t(`publication.${json.state}`, { time: momentInWords(json.at) }))
  })
}

export async function cancel(editing) {
  const { address, path, pending, item } = editing
  const text = t(item.status === 'published' ? 'takeBackChanges' : 'takeBackHint')
  const others = (await hiddenItems(path, (await get(`${address}/revisions/${pending.revision}`)).document))
    .filter(({ plan }) => plan?.at === pending.at)
  const takeBack = async places => {
    await send('DELETE', `${address}/publications/${pending.number}`)
    for (const place of places) await send('DELETE', place)
    await editing.refresh()
    say(t('takenBack'))
  }
  if (!others.length) return await confirm(t('takeBack'), text, t('takeBack'), t('close')) && takeBack([])
  const placeOf = ({ place, plan }) => `${place}/publications/${plan.number}`
  const chosen = new Set(others.map(placeOf))
  const content = [
    h('p', null, text),
    choices(t('alsoTakeBack'), 'checkbox', others.map(one => [placeOf(one), one.name]), place => chosen.has(place),
      (place, isOn) => { chosen[isOn ? 'add' : 'delete'](place) })]
  const main = h('button', { class: 'main' }, t('takeBack'))
  return askFor(t('takeBack'), main, content, () => takeBack(chosen), t('close'))
}

export async function withdraw(editing) {
  const { address, path, etag } = editing
  const reason = {}
  const key = crypto.randomUUID()
  let successor
  const place = h('div')
  const show = id => {
    successor = id
    fill(place, id ? picked(path, id, () => show())
      : picker(path, inputID('successor'), t('successor'), show, { except: editing.id }))
  }
  show()
  const content = [
    h('p', null, h('strong', null, nameOf(editing))), h('p', null, t('withdrawHint')),
    notes('reason', t('reason'), t('reasonHint'), reason),
    h('div', { class: 'field' }, h('label', { for: inputID('successor') }, t('successorField')), place),
  ]
  const main = h('button', { class: 'danger' }, t('withdraw'))
  return askFor(t('withdraw'), main, content, async () => {
    await send('POST', `${address}/withdrawals`, { body: { reason, successor }, match: etag, key })
    await editing.refresh()
    say(t('withdrawn'))
  })
}

/**
 * Asks a colleague to check the newest version, with a note that the item shows.
 * @param reviewers the people who may publish it in place of the person at the desk; nothing if that is not needed.
 */
export async function askForReview(editing, save, reviewers) {
  if (editing.isChanged && await save() === false) return false
  const correction = savedNote(editing)
  const others = reviewers ?? (await get(`${editing.address}/reviewers`)).items.map(({ name }) => name)
  let note = ''
  const content = [
    reviewers && h('p', null, t('secondPerson')), h('p', null, whoCan(others)),
    labelled(t('reviewNote'), limited(h('textarea', {
      rows: 3, required: true, oninput: event => { note = event.target.value },
    }), 500), { hint: t('reviewHint'), id: inputID('reviewNote') }),
    wasPublic(editing.item) && notes('correction', t('correctionNote'), t('correctionHint'), correction),
  ]
  return askFor(t('askReview'), h('button', { class: 'main' }, t('askReview')), content, async () => {
    await send('PATCH', editing.address, {
      body: { reviewNote: note, correction: isEmpty(correction) ? undefined : correction }, match: editing.etag,
      type: 'application/merge-patch+json',
    })
    await editing.refresh()
    say(t('reviewAsked'))
  })
}
