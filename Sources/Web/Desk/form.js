// Inputs for documents: one function for each shape of field. Each gets a value and a callback for a new one.

import { known } from './description.js'
import { Failure } from './api.js'
import { button, choices, fill, h, labelled, say, select, single, smallButton } from './dom.js'
import { setting } from './documents.js'
import { completed } from './links.js'
import { momentInput } from './moments.js'
import { picked, picker } from './pick.js'
import { choice, t, languageName } from './words.js'

/**
 * The inputs of an object's fields.
 * @param context `path` is the place of the object, by which a finding leads to its field; `languages` are shown.
 */
export function group(fields, object, change, context) {
  let current = object ?? {}
  const update = (name, value) => {
    current = setting(current, name, value)
    change(current)
  }
  const shown = fields.filter(field => !(field.unless && current[field.unless]))
  return shown.map(field => control(field, current[field.name], value => update(field.name, value), {
    ...context, path: context.path ? `${context.path}.${field.name}` : field.name,
  }))
}

/** The text of an input, if it is not blank. */
const written = event => event.target.value.trim() && event.target.value

export const inputID = path => 'field-' + path

const control = (field, value, change, context) =>
  shapes[field.shape](field, value, change, context, choice('field', field.name))

const typed = (type, read = text => text.trim() && text) => (field, value, change, context, text) =>
  labelled(text, limited(h('input', {
    type: field.type ?? type, value: value ?? '', oninput: event => change(read(event.target.value)),
    onchange: event => { event.target.value = read(event.target.value) || event.target.value },
  }), field.limit), { id: inputID(context.path) })

/** Focuses the input of a field, or the nearest one: `contacts[1].phone` is in `contacts`. */
export function focusPlace(place, page = document) {
  const inside = id => page.querySelector(`[id="${inputID(id)}"]`)
  for (let path = place; path; path = path.replace(/(\.|\[)[^.[]*$|^[^.[]*$/, '')) {
    const found = inside(path) ?? inside(`${path}.nl`)
    if (!found) continue
    const inputs = [found, ...found.querySelectorAll('input, textarea, select')].filter(one => 'value' in one)
    const input = inputs.find(one => !one.value) ?? inputs[0] ?? found
    input.closest('details')?.setAttribute('open', '')
    input.scrollIntoView({ block: 'center' })
    return input.focus()
  }
}

/**
 * A form that `submit` sends, once at a time. It shows the faults of a refusal, and focuses the field of the first.
 * @param explain returns the messages of a failure.
 */
export function sending(attributes, content, actions, submit, explain = failure => failure.messages) {
  const fault = h('div', { class: 'fault', role: 'alert' })
  const base = attributes?.base
  const form = h('form', {
    ...attributes, onsubmit: single(async event => {
      fill(fault)
      try {
        await submit(event)
      } catch (failure) {
        if (!(failure instanceof Failure)) throw failure
        const places = (failure.problem.issues ?? []).map(({ name }) => (base ? `${base}.${name}` : name))
        fill(fault, explain(failure).map((text, index) => h('p', { 'data-place': places[index] }, text)))
        if (places.length) focusPlace(places[0], form)
      }
    }),
    // What was said about a field goes when that changes.
    oninput: ({ target }) => {
      for (const line of [...fault.children]) {
        const { place } = line.dataset
        if (!place || target.id.startsWith(inputID(place)) || inputID(place).startsWith(target.id)) line.remove()
      }
    },
  }, content, fault, h('div', { class: 'actions' }, actions))
  return form
}

/** Reports a text that is longer than the newsroom accepts; the text is not cut. */
export function limited(input, limit) {
  input.addEventListener('input', () => complain(input, isLonger(input.value, limit) && t('tooLong', { limit })))
  return input
}

/** Lets the browser report a fault of an input, at once and when the form is sent. */
function complain(input, fault) {
  input.setCustomValidity(fault || '')
  if (fault) input.reportValidity()
}

/** Compares the number of code points, as the newsroom counts them. */
const isLonger = (text, limit) => text.length > limit && [...text].length > limit

/** Whether a list takes this many entries; reports it if not. */
function fits(count, { most }) {
  if (!(count > most)) return true
  say(t('tooMany', { most }), 'fault')
  return false
}

/** The label of an option. */
const wordFor = field => name =>
  known.languages.includes(name) ? languageName(name) : (field.word ?? (one => choice('choice', one)))(name)

/** The number, with a comma or a point; other text stays text. */
function number(text) {
  const digits = text.trim().replace(',', '.')
  return digits === '' || isNaN(digits) ? text.trim() : Number(digits)
}

const shapes = {
  text: typed('text'),
  email: typed('email'),
  url: typed('url', text => completed(text.trim())),
  date: typed('date'),
  number: typed('text', number),
  figure: typed('text', number),

  moment: (field, value, change, context, text) => momentInput(text, value, change, inputID(context.path)),

  choice(field, value, change, context, text) {
    const word = wordFor(field)
    const options = field.options.map(name => [name, word(name)])
    const all = field.isNeeded && value ? options : [['', '–'], ...options]
    return labelled(text, select(all, value ?? '', change), { id: inputID(context.path) })
  },

  choices(field, value, change, context, text) {
    let chosen = value ?? []
    const word = wordFor(field)
    // A stored value that can no longer be chosen is shown, so that it can be removed.
    const names = [...field.options, ...chosen.filter(name => !field.options.includes(name))]
    const options = names.map(name => [name, word(name)])
    const fieldset = choices(text, 'checkbox', options, name => chosen.includes(name), (name, isOn) => {
      chosen = names.filter(option => (option === name ? isOn : chosen.includes(option)))
      change(chosen)
    })
    fieldset.id = inputID(context.path)
    return fieldset
  },

  lines(field, value, change, context, text) {
    const read = event => {
      const lines = event.target.value.split('\n').map(line => line.trim()).filter(Boolean)
      const isLong = lines.some(line => isLonger(line, field.limit))
      complain(event.target, isLong ? t('tooLong', field) : lines.length > field.most && t('tooMany', field))
      change(lines)
    }
    const input = h('textarea', { rows: 3, value: (value ?? []).join('\n'), oninput: read })
    return labelled(text, input, { id: inputID(context.path), hint: t('linesHint') })
  },

  texts(field, value, change, context, text) {
    let map = value ?? {}
    const column = code => labelled(`${text} (${languageName(code)})`,
      limited(h('textarea', {
        rows: field.rows ?? 1, lang: code, spellcheck: true, value: map[code] ?? '',
        'data-size': field.rows > 3 ? 'long' : '', oninput: event => {
          map = setting(map, code, written(event))
          change(map)
        },
      }), field.limit), { id: inputID(`${context.path}.${code}`), hint: field.hint && t(field.hint) })
    return h('div', { class: 'columns' }, context.languages.map(column))
  },

  label(field, value, change, context, text) {
    const place = h('div')
    const show = current => {
      const isMap = current !== null && typeof current === 'object'
      const toggle = smallButton(t(isMap ? 'sameEverywhere' : 'perLanguage'), text, () => {
        const next = isMap ? Object.values(current)[0] : { [context.languages[0]]: current ?? '' }
        if (next) change(next)
        show(next ?? '')
      })
      const input = isMap
        ? shapes.texts(field, current, change, context, text)
        : (field.rows ? longText : shapes.text)(field, current, change, context, text)
      fill(place, input, toggle)
    }
    show(value ?? '')
    return place
  },

  object(field, value, change, context, text) {
    return h('fieldset', { id: inputID(context.path) },
      h('legend', null, text), group(field.fields, value, change, context))
  },

  reference(field, value, change, context, text) {
    const place = h('div', { class: 'field' })
    const show = id => fill(place,
      h('label', { for: inputID(context.path) }, choice('pick', field.of)),
      id ? picked(field.of, id, () => take(undefined), inputID(context.path)) : picker(field.of, inputID(context.path), text, take))
    const take = id => {
      change(id)
      show(id)
      context.rebuild?.()
      document.getElementById(inputID(context.path))?.focus()
    }
    show(value)
    return place
  },

  references(field, value, change, context, text) {
    let ids = value ?? []
    const list = h('ul', { class: 'picks' })
    const drop = id => take(ids.filter(other => other !== id))
    const show = () => fill(list, ids.map(id => h('li', null, picked(field.of, id, () => drop(id)))))
    const take = next => {
      ids = next
      change(ids)
      show()
    }
    show()
    return h('div', { class: 'field' },
      h('label', { for: inputID(context.path) }, text), list,
      picker(field.of, inputID(context.path), text, id => {
        const next = [...new Set([...ids, id])]
        if (fits(next.length, field)) take(next)
      }))
  },

  list(field, value, change, context, text) {
    let rows = value ?? []
    const place = h('div', { class: 'rows', id: inputID(context.path), tabindex: -1 })
    const take = next => {
      rows = next
      change(rows)
    }
    const moved = (from, to) => {
      const next = [...rows]
      next.splice(to, 0, ...next.splice(from, 1))
      return next
    }
    const row = (entry, index) => {
      const name = `${t(`add.${field.adds}.one`)} ${index + 1}`
      const path = `${context.path}[${index}]`
      const act = (word, next) => smallButton(t(word), name, () => {
        take(next())
        show()
      })
      const put = changed => take(rows.map((old, n) => (n === index ? changed : old)))
      return h('fieldset', { id: inputID(path) }, h('legend', null, name),
        h('div', { class: 'grid' }, group(field.fields, entry, put, { ...context, path, rebuild: show })),
        h('div', { class: 'actions' },
          index > 0 && act('up', () => moved(index, index - 1)),
          act('remove', () => rows.filter((_, n) => n !== index))))
    }
    const show = () => fill(place, rows.map(row), button(t(`add.${field.adds}`), () => {
      if (!fits(rows.length + 1, field)) return
      take([...rows, {}])
      show()
      place.querySelectorAll('fieldset')[rows.length - 1]?.querySelector('input, textarea, select')?.focus()
    }))
    show()
    return place
  },
}

function longText(field, value, change, context, text) {
  const input = h('textarea', { rows: field.rows, value: value ?? '', oninput: event => change(written(event)) })
  return labelled(text, limited(input, field.limit), { id: inputID(context.path) })
}
