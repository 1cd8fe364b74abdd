// A new release from a manuscript: the extracted fields, and the findings at their lines.

import { Failure } from './api.js'
import { button, crumbs, fill, h, say } from './dom.js'
import { forget, keep, kept } from './drafts.js'
import { finding, leaveOut } from './findings.js'
import { intake, read } from './intake.js'
import { inLanguage } from './resources.js'
import { day } from './times.js'
import { language, t, languageName } from './words.js'

const place = 'manuscript'

export async function manuscriptPage(_, __, view) {
  const result = h('div', { class: 'reading', 'aria-live': 'polite' })
  const top = h('div')
  const left = kept(place)
  /** Whether the pasted text had a picture, before it was edited here. */
  let hadPicture = false

  const box = value => intake({
    text: t('manuscript'), hint: t('manuscriptHint'), rows: 14, value, oninput: text => keep(place, { text }),
    onread: ({ json }, manuscript) => {
      const text = json.manuscript ?? manuscript.text
      if (text) keep(place, { text })
      if (!manuscript.isTyped) hadPicture = json.findings.some(({ code }) => code === 'pictureLeftOut')
      show(json, manuscript)
      if (!manuscript.isTyped) result.scrollIntoView({ block: 'start' })
    },
  })

  async function store(manuscript, key) {
    try {
      const { json, status } = await read(manuscript, { isStored: true, key })
      forget(place)
      if (hadPicture && manuscript.isTyped) await leaveOut(`/releases/${json.id}`, 'pictureLeftOut')
      say(t(status === 200 ? 'knownManuscript' : 'created'))
      location.hash = `#/releases/${json.id}`
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      say(failure.message, 'fault')
    }
  }

  function show(release, manuscript) {
    const key = crypto.randomUUID()
    const text = release.manuscript ?? manuscript.text ?? ''
    fill(result,
      h('div', { class: 'actions' },
        button(t('makeDraft'), () => store(manuscript, key), { class: 'main' }),
        manuscript.name && h('span', { class: 'hint' }, manuscript.name)),
      h('div', { class: 'columns' },
        h('section', null, h('h2', null, t('asRead')), lines(text, release.findings)),
        h('section', { class: 'outline' }, h('h2', null, t('found')), outline(release))))
  }

  fill(top, box(left?.text))
  fill(view, crumbs(h('a', { href: '#/' }, t('desk'))), h('h1', { tabindex: -1 }, t('newRelease')),
    h('p', null, t('newReleaseHint'), ' ', h('a', { href: '#/new/releases' }, t('emptyForm'))), top, result)
  if (left?.text) top.querySelector('textarea').dispatchEvent(new Event('input'))
}

/** The text by line, each with its findings; findings about the whole text come first. */
function lines(text, findings) {
  const about = line => findings.filter(found => found.line === line).map(found => finding(found))
  const rows = text.split('\n').map((line, index) => {
    const found = about(index + 1)
    return h('li', { class: found.length ? 'marked' : null },
      h('span', null, line || ' '), found.length > 0 && h('ul', { class: 'findings' }, found))
  })
  const whole = findings.filter(found => !found.line)
  return [
    whole.length > 0 && h('ul', { class: 'findings' }, whole.map(found => finding(found))),
    findings.length === 0 && h('p', { class: 'fine' }, t('noFindings')),
    text && h('ol', { class: 'lines' }, rows),
  ]
}

/** The extracted fields of the release. */
function outline(release) {
  const spoken = text => inLanguage(text, language())
  const people = (release.contacts ?? []).map(({ name, role, email, phone }) =>
    [spoken(name), spoken(role), email, phone].filter(Boolean).join(' · '))
  const entry = (name, value) => value && [h('dt', null, t(`field.${name}`)), h('dd', null, value)]
  const texts = Object.keys(release.title ?? {}).map(code => h('div', { lang: code },
    h('p', { class: 'hint', lang: language() }, languageName(code)), h('h3', null, release.title[code]),
    release.lead?.[code] && h('p', { class: 'lead' }, release.lead[code]),
    release.body?.[code] && h('div', { class: 'body' },
      release.body[code].split(/\n{2,}/).map(part => h('p', null, part)))))
  const list = values => values.length > 0 && h('ul', null, values.map(value => h('li', null, value)))
  return [texts, h('dl', null,
    entry('releaseDate', release.releaseDate && day(release.releaseDate)), entry('contacts', list(people)),
    entry('sites', list((release.sites ?? []).map(site => spoken(site.name)))),
    entry('links', list((release.links ?? []).map(link => `${link.text} ${link.url ?? '–'}`))))]
}
