// The page of one item: its texts side by side, their findings, and the actions on it.

import { Failure, send } from './api.js'
import { conflictPanel } from './conflict.js'
import { button, confirm, crumbs, fill, focusHeading, h, quiet, refill, say, tag } from './dom.js'
import { Editing } from './editing.js'
import { known } from './description.js'
import { same } from './documents.js'
import { findingsPanel } from './findings.js'
import { focusPlace, group } from './form.js'
import { languageBar } from './translations.js'
import { openPreview, publishingPanel, replanning, sharePreview } from './publishing.js'
import { inLanguage, resources } from './resources.js'
import { may } from './session.js'
import { moment } from './times.js'
import { language, t } from './words.js'

/** Milliseconds between two checks for changes by others. */
const interval = 4000
/** Milliseconds without input after which the page stops checking, so that its session can expire. */
const idleLimit = 15 * 60 * 1000

export async function editorPage(path, id, view) {
  const editing = new Editing(path, id)
  await editing.open()
  const resource = resources[path]
  /** A withdrawn item is closed until someone prepares its next publication. */
  let isReopened = false
  const isWithdrawn = () => editing.item.status === 'withdrawn' && !isReopened && !editing.isChanged
  const shown = new Set([
    ...known.notice.languages,
    ...known.languages.filter(code => Object.keys(editing.draft[resource.title] ?? {}).includes(code))])

  const head = h('div', { class: 'item-head' })
  const notices = h('div', { class: 'notices' })
  const form = h('form', { class: 'editor', onsubmit: event => { event.preventDefault(); act(save) } })
  const side = h('div', { class: 'side' })
  const bar = h('div', { class: 'savebar' })

  let isActing = false
  /** The text that the form shows. */
  let formDraft

  /** Runs an action on the item, and shows the result. Another one is ignored meanwhile. */
  async function act(action) {
    if (isActing) return
    isActing = true
    try {
      if (await action() === false) return
      show()
      if (document.activeElement === document.body) focusHeading()
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      if (failure.status === 412) await catchUp()
      say(failure.message, 'fault')
      focusPlace(failure.problem.issues?.[0]?.name)
      showBar()
    } finally {
      isActing = false
    }
  }

  async function save() {
    if (editing.conflicts.length) {
      say(t('conflictFirst'), 'fault')
      return false
    }
    if (!editing.isChanged) return false
    quiet()
    fill(bar.querySelector('.hint'), t('saving'))
    const written = editing.draft
    try {
      await editing.save()
    } catch (failure) {
      if (failure.status !== 412) throw failure
      await catchUp()
      if (editing.conflicts.length) return false
      await editing.save()
    }
    say(t(editing.isBehind ? 'savedUnplanned' : 'saved'))
    showHead()
    showBar()
    // The stored text differs when the newsroom normalized it or a link moved into it.
    if (!same(written, editing.draft)) showForm()
  }

  /** Takes in the changes of someone else; places that both have changed are shown side by side. */
  async function catchUp() {
    const changed = await editing.refresh()
    if (changed === null) return
    if (changed.length) say(t('changedBy', { name: editing.revision.author, time: moment(editing.revision.at) }))
    show(changed.length > 0 || isWithdrawn())
  }

  function showHead() {
    const { item } = editing
    const planned = item.plannedFor && h('p', { class: 'next' }, t('goesOut', { time: moment(item.plannedFor) }))
    const { note, action } = editing.revision
    refill(head,
      crumbs(h('a', { href: '#/' }, t('desk')), t(`kind.${resource.kind}`)),
      h('h1', { tabindex: -1 }, inLanguage(editing.draft[resource.title], language()) || t('untitled')),
      h('p', { class: 'meta' },
        tag(item.status, t(`status.${item.status}`)),
        item.unpublishedChanges && tag('draft', t('unpublishedChanges')),
        h('span', null, t('lastEdit', { name: editing.revision.author, time: moment(editing.revision.at) }))),
      planned,
      note && action !== 'askReview'
        && h('p', { class: 'hint' }, t('revisionNote', { name: editing.revision.author, note })),
      h('div', { class: 'actions' },
        button(t('preview'), () => act(() => openPreview(editing, save))),
        button(t('sharePreview'), () => act(() => sharePreview(editing))),
        h('a', { class: 'button', href: `#${editing.address}/history` }, t('history')),
        item.status !== 'draft'
          && h('a', { class: 'button', href: `#${editing.address}/deliveries` }, t('deliveries')),
        item.status === 'published'
          && h('a', { class: 'button', href: editing.address, target: '_blank' }, t('publicPage')),
        item.status === 'draft' && button(t('delete'), () => act(remove), { class: 'warn' })))
  }

  async function remove() {
    if (!await confirm(t('delete'), t('deleteHint'), t('delete'), t('cancel'))) return false
    await send('DELETE', editing.address, { match: editing.etag })
    editing.forget()
    say(t('deleted'))
    location.hash = '#/'
    return false
  }

  function showBar() {
    const { isChanged, isBehind, discarded } = editing
    refill(bar,
      h('button', { class: 'main', disabled: !isChanged, form: form.id }, t('save')),
      isChanged && button(t('discard') + '…', discard),
      !isChanged && isBehind && replanning(editing, act, save),
      !isChanged && discarded && button(t('undiscard'), () => { editing.undiscard(); show(true) }),
      h('span', { class: 'hint', tabindex: -1 }, t(isChanged ? 'unsaved' : isBehind ? 'savedUnplanned' : 'allSaved')))
  }

  // The bar itself is not rebuilt, since one of its buttons may have the focus.
  editing.onKept = () => { if (editing.isChanged) fill(bar.querySelector('.hint'), t('unsavedKept')) }

  async function discard() {
    if (!await confirm(t('discard'), t('discardHint'), t('discard'), t('cancel'))) return
    editing.discard()
    show(true)
  }

  function showForm() {
    const change = draft => {
      editing.change(draft)
      showBar()
    }
    const context = { path: '', languages: known.languages.filter(code => shown.has(code)) }
    let draft = formDraft = editing.draft
    const part = ([name, fields]) => {
      const inputs = group(fields, draft, changed => {
        // Each part knows only its own fields.
        const next = { ...draft }
        for (const field of fields) {
          if (field.name in changed) next[field.name] = changed[field.name]
          else delete next[field.name]
        }
        draft = formDraft = next
        change(draft)
      }, context)
      const isFolded = name === 'more' && !fields.some(field => draft[field.name])
      return name === 'more'
        ? h('details', { open: !isFolded }, h('summary', null, t('part.more')), inputs)
        : h('section', { class: `part ${name}` }, h('h2', null, t(`part.${name}`)),
          name === 'text' && languageBar(editing, shown, act, () => show(true)), inputs)
    }
    keepingFocus(() => fill(form, Object.entries(resource.parts).map(part)))
    const inputs = isWithdrawn() ? form.querySelectorAll('input, textarea, select, button') : []
    for (const input of inputs) input.disabled = true
  }

  /** Shows the item. The form is rebuilt only when its text has come from elsewhere. */
  function show(isNew = false) {
    const { review } = editing.item
    document.title = `${inLanguage(editing.draft[resource.title], language())} – ${t('desk')}`
    refill(notices,
      isWithdrawn() && h('div', { class: 'notice' }, h('p', null, t('isWithdrawn')),
        may('publish') && button(t('reopen'), () => { isReopened = true; show(true) })),
      editing.isBehind && h('div', { class: 'notice', role: 'status' },
        h('p', null, t('isBehind', { time: moment(editing.plan.at) })), replanning(editing, act, save)),
      review && h('div', { class: 'notice review' },
        h('p', null, h('strong', null, t('reviewAskedBy', { name: review.author })), ` – ${moment(review.at)}`),
        h('blockquote', null, review.note)),
      editing.isRestored && h('p', { class: 'notice', role: 'status' }, t('restored')),
      conflictPanel(editing, () => show(true)))
    showHead()
    if (isNew || isWithdrawn() || !same(formDraft, editing.draft)) showForm()
    else renewLanguages()
    showBar()
    bar.hidden = isWithdrawn()
    refill(side, !isWithdrawn() && findingsPanel(editing, focusPlace),
      publishingPanel(editing, act, save))
  }

  function renewLanguages() {
    const old = form.querySelector('.languages-bar')
    if (old) refill(old, ...languageBar(editing, shown, act, () => show(true)).childNodes)
  }

  form.id = 'editor'
  fill(view, head, notices, h('div', { class: 'workbench' }, h('div', null, form, bar), side))
  show(true)

  let lastInput = Date.now()
  const touch = () => { lastInput = Date.now() }
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible' && Date.now() - lastInput < idleLimit) catchUp().catch(() => {})
  }, interval)
  const keys = event => {
    touch()
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return
    event.preventDefault()
    act(save)
  }
  document.addEventListener('keydown', keys)
  document.addEventListener('pointerdown', touch)
  return () => {
    clearInterval(timer)
    document.removeEventListener('keydown', keys)
    document.removeEventListener('pointerdown', touch)
  }
}

/** Rebuilds inputs; the one that replaces the focused input gets focus and selection. */
function keepingFocus(renew) {
  const { id, selectionStart, selectionEnd } = document.activeElement
  renew()
  const input = id.startsWith('field-') && document.getElementById(id)
  if (!input || input === document.activeElement) return
  input.focus({ preventScroll: true })
  if (input.tagName === 'TEXTAREA') input.setSelectionRange(selectionStart, selectionEnd)
}
