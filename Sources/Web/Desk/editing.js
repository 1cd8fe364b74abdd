// One item in the editor: the stored document, the draft, and changes that others store meanwhile.

import { get, send } from './api.js'
import { at, differences, merge, patch, same } from './documents.js'
import { forget, keep, kept, move, ServerCopy } from './drafts.js'
import { placeLinks } from './links.js'

export class Editing {
  /** The places that others have changed to another value than the draft has. */
  conflicts = []

  /** Called when the unsaved text is on the server. */
  onKept = () => {}

  constructor(path, id) {
    this.path = path
    this.copy = new ServerCopy(() => {
      if (!this.isChanged) return
      this.keepHere()
      this.onKept()
    })
    this.place(id)
  }

  /** Takes the item's id: until the first publication it follows the date and the title. */
  place(id) {
    if (id === this.id) return
    const before = this.address
    this.id = id
    this.address = `/${this.path}/${id}`
    this.copy.place = this.address
    if (!before) return
    move(before, this.address)
    if (location.hash.startsWith(`#${before}`)) {
      history.replaceState(history.state, '', `#${this.address}${location.hash.slice(before.length + 1)}`)
    }
  }

  /** Reads the stored item, and unsaved text of the last time, in this browser or another one. */
  async open() {
    const [remote] = await Promise.all([this.copy.read(), this.read()])
    const local = kept(this.address)
    // The copy of another browser has another time than the last one of this browser.
    const isNewer = remote && remote.at !== local?.copiedAt && !(local?.at > Date.parse(remote.at))
    const left = isNewer ? remote : local
    if (!left || !differences(left.base, left.draft).length) return
    this.conflicts = left.conflicts ?? []
    this.take(left.base, left.draft)
    this.isRestored = differences(this.base, this.draft).length > 0
  }

  /** Reads the entity-tag first: a write in between makes the next save fail, so nothing is overwritten. */
  async read() {
    const { json, etag } = await send('GET', this.address)
    this.place(json.id)
    const [{ items }, publications] = await Promise.all(
      ['revisions', 'publications'].map(name => get(`${this.address}/${name}`)))
    const { document } = await get(`${this.address}/revisions/${items[0].number}`)
    this.item = json
    this.etag = etag
    this.revisions = items
    this.revision = items[0]
    this.publications = publications.items
    this.base = document
    this.draft = document
  }

  /** Applies the changes from `base` to `draft` to the stored document. */
  take(base, draft) {
    const { merged, conflicts } = merge(base, draft, this.base)
    this.draft = merged
    const open = this.conflicts.filter(place => !same(at(merged, place), at(this.base, place)))
    this.conflicts = [...new Set([...open, ...conflicts])]
    this.store()
  }

  /** The planned publication, if there is one. */
  get plan() { return this.publications.find(({ state }) => state === 'planned') }

  /** The publication that can still be cancelled. */
  get pending() { return this.plan ?? this.publications.find(({ state }) => state === 'due') }

  /** Whether the plan publishes an older version than the newest one. */
  get isBehind() { return this.plan?.revision < this.revision.number }

  get isChanged() { return differences(this.base, this.draft).length > 0 }

  change(draft) {
    this.draft = draft
    this.store()
  }

  store() {
    if (!this.isChanged) return this.forget()
    this.keepHere()
    const { base, draft, conflicts } = this
    // Until its writer has chosen, the server has the text from before, which conflicts in another browser as well.
    if (!conflicts.length) this.copy.keep({ base, draft })
  }

  keepHere() {
    const { base, draft, conflicts, copy } = this
    keep(this.address, { base, draft, conflicts, at: Date.now(), copiedAt: copy.at })
  }

  /** Forgets the unsaved text here and on the server. */
  forget() {
    forget(this.address)
    this.copy.forget()
  }

  /** Returns to the stored text. `undiscard` brings the discarded text back. */
  discard() {
    this.discarded = { base: this.base, draft: this.draft }
    this.draft = this.base
    this.conflicts = []
    this.isRestored = false
    this.store()
  }

  undiscard() {
    const { base, draft } = this.discarded
    this.discarded = null
    this.take(base, draft)
  }

  /**
   * Checks whether someone else has stored changes.
   * @returns the changed places; null when the stored item is the same.
   */
  async refresh() {
    const { status } = await send('GET', this.address, { none: this.etag })
    if (status === 304) return null
    const { base, draft } = this
    await this.read()
    this.take(base, draft)
    return differences(base, this.base)
  }

  /** Stores the draft as a new revision. Throws a `Failure` with status 412 when someone else has stored changes. */
  async save() {
    this.discarded = null
    if (this.path === 'releases') this.draft = placeLinks(this.draft)
    const sent = this.draft
    const body = patch(this.base, sent)
    const { json } = await send('PATCH', this.address, {
      body, match: this.etag, type: 'application/merge-patch+json',
    })
    this.place(json.id)
    const since = this.draft
    await this.read()
    this.forget()
    // Text that was written during the request is not saved yet.
    if (since !== sent) this.take(sent, since)
    this.isRestored = false
  }
}
