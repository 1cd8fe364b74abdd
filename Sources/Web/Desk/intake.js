// Input of a manuscript: pasted with headings, lists, bold and links, or as a file.

import { Failure, send } from './api.js'
import { fill, h, labelled, newID, say } from './dom.js'
import { t } from './words.js'

const types = {
  txt: 'text/plain', md: 'text/markdown', markdown: 'text/markdown', html: 'text/html', htm: 'text/html',
  pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** The largest content in bytes that a newsroom accepts by default, from a person who has logged in. */
const largest = 1024 * 1024

const typeOf = file => types[file.name.split('.').pop().toLowerCase()]

/** Sends a manuscript, as a dry run unless `isStored`. Returns the item with its findings. */
export const read = ({ content, type }, { isStored, key } = {}) =>
  send('POST', isStored ? '/releases' : '/releases?dryRun=true', { body: content, type, key })

/** The manuscript on the clipboard: a file, else rich text, else plain text. */
function pasted(clipboard) {
  const file = [...clipboard.files].find(typeOf)
  if (file) return { content: file, type: typeOf(file), name: file.name }
  const html = clipboard.getData('text/html')
  if (html.trim()) return { content: html, type: 'text/html', text: clipboard.getData('text/plain') }
  const text = clipboard.getData('text/plain')
  return text.trim() ? { content: text, type: 'text/plain', text } : null
}

/**
 * A box that takes a manuscript in any of these ways and sends it at once.
 * @param onread gets the response and the manuscript.
 */
export function intake({ text, hint, rows, value, onread, oninput }) {
  const progress = h('span', { class: 'hint', role: 'status' })
  const input = h('textarea', { rows, value: value ?? '', spellcheck: false })
  const box = h('div', { class: 'intake' })
  const suffixes = Object.keys(types).map(suffix => '.' + suffix).join(',')
  const files = h('input', { type: 'file', id: newID(), accept: suffixes, class: 'sr' })

  async function take(manuscript) {
    if (!manuscript) return say(t('notAManuscript'), 'fault')
    if (manuscript.content.size > largest) return say(t('fileTooLarge'), 'fault')
    fill(progress, t('reading'))
    try {
      const found = await read(manuscript)
      // The text of a file or of rich text can be edited further.
      if (!manuscript.isTyped) input.value = found.json.manuscript ?? manuscript.text ?? ''
      await onread(found, manuscript)
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure
      say(failure.message, 'fault')
    } finally {
      fill(progress)
    }
  }
  const takeFile = file => take(file && typeOf(file) ? { content: file, type: typeOf(file), name: file.name } : null)

  input.addEventListener('paste', event => {
    const manuscript = pasted(event.clipboardData)
    if (!manuscript) {
      // A picture alone would disappear without a word.
      if (event.clipboardData.files.length) say(t('notAManuscript'), 'fault')
      return
    }
    event.preventDefault()
    input.value = manuscript.text ?? ''
    take(manuscript)
  })
  let timer
  input.addEventListener('input', () => {
    oninput?.(input.value)
    clearTimeout(timer)
    const text = input.value
    if (!text.trim()) return
    timer = setTimeout(() => take({ content: text, type: 'text/plain', text, isTyped: true }), 800)
  })
  files.addEventListener('change', () => takeFile(files.files[0]))
  box.addEventListener('dragover', event => { event.preventDefault(); box.classList.add('over') })
  box.addEventListener('dragleave', () => box.classList.remove('over'))
  box.addEventListener('drop', event => {
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    box.classList.remove('over')
    takeFile(event.dataTransfer.files[0])
  })
  return fill(box, labelled(text, input, { hint }), files,
    h('label', { class: 'button', for: files.id }, t('chooseFile')), progress)
}
