// The results page. Without this script it leads to the lists of everything.
// The index is fetched when it is needed: with a question in the address, or when the field gets the focus; and of
// its parts only those that the question asks for.
import { cut, excerpt } from './excerpt.js'
import { Facets } from './facets.js'
import { Fold } from './fold.js'

const PAGE = 20 // results shown at a time
const PAUSE = 150 // ms of no typing until the results follow
const SILENCE = 1000 // ms until they are announced

export class Search {
  constructor(root) {
    this.root = root
    this.heading = document.querySelector('[data-results-heading]')
    this.title = { page: document.title, heading: this.heading.textContent }
    this.form = root.querySelector('form')
    this.field = this.form.elements.q
    this.part = (name) => root.querySelector(`[data-part="${name}"]`)
    this.words = this.part('status').dataset
    const fold = this.part('fold')
    this.fold = new Fold(fold, false)
    const box = (name, value, count, ticked) => this.box(name, value, count, ticked)
    this.facets = new Facets(fold, box, this.words.unknown)
    fold.addEventListener('toggle', () => fold.open && this.query && this.search())
    for (const button of [this.part('clear'), this.part('narrowed').querySelector('button')]) {
      button.addEventListener('click', () => this.clear())
    }
    this.form.addEventListener('input', (event) => this.later(event.target === this.field ? PAUSE : 0))
    this.form.addEventListener('submit', (event) => this.submit(event))
    this.form.addEventListener('focusin', () => this.load().catch((error) => this.fail(error)), { once: true })
    this.part('more').addEventListener('click', () => this.goOn().catch((error) => this.fail(error)))
    this.read()
  }

  // The address says what is asked, so that a search can be kept, sent and gone back to.
  read() {
    const asked = new URLSearchParams(location.search)
    this.field.value ||= asked.get('q') ?? '' // what a reader typed before this script came stays
    this.kind = asked.get('kind') ?? ''
    this.facets.read(asked)
    if (this.field.value.trim()) this.search(0)
  }

  write() {
    const asked = new URLSearchParams()
    if (this.query) asked.set('q', this.query)
    if (this.kind) asked.set('kind', this.kind)
    this.facets.write(asked)
    history.replaceState(null, '', String(asked) ? `?${asked}` : location.pathname)
  }

  submit(event) {
    event.preventDefault()
    this.search(0)
  }

  later(pause) {
    this.kind = this.form.elements.kind?.value ?? this.kind
    this.facets.take()
    clearTimeout(this.typing)
    this.typing = setTimeout(() => this.search(), pause)
  }

  // What remains is the question; the focus goes back to it, for the button goes away.
  clear() {
    this.facets.clear()
    this.kind = ''
    this.field.focus()
    this.search()
  }

  load() {
    const address = new URL(this.root.dataset.index, location)
    // The index must be that of today's site; the parts then are the ones that it names.
    this.loading ??= Promise.all([import('./finder.js'), json(address, 'no-cache')]).then(([finder, data]) => ({
      ...finder,
      index: finder.createIndex(data, (path, version) => json(new URL(`${path}?v=${version}`, address))),
    }))
    return this.loading
  }

  async search(silence = SILENCE) {
    clearTimeout(this.typing)
    this.query = this.field.value.trim()
    this.wait(this.query && !this.chosen)
    const asked = {} // who asks again in the meantime puts another in its place
    this.asked = asked
    try {
      const found = await this.find(this.query)
      if (asked === this.asked) this.show(found, silence)
    } catch (error) {
      if (asked === this.asked) this.fail(error)
    }
  }

  async find(query) {
    const { index, find, rank } = await this.load()
    const { hits: all, asked, suggestion, others, marks } = await find(index, query)
    if (!all.some(({ kind }) => kind === this.kind)) this.kind = ''
    const ofKind = (hits) => hits.filter(({ kind }) => !this.kind || kind === this.kind)
    const hits = await this.facets.narrow(index, all)
    return { hits, suggestion, others, marks, all: all.length, ofKind: ofKind(all), chosen: await rank(index, ofKind(hits), asked) }
  }

  // Until the first answer, the lists of everything would look like one.
  wait(on) {
    this.part('waiting').hidden = !on
    if (on) this.part('otherwise').hidden = true
  }

  // Then the next attempt fetches again, and until then there are the lists.
  fail(error) {
    this.loading = undefined
    this.wait(false)
    this.root.dataset.answered = ''
    this.part('error').hidden = false
    this.part('otherwise').hidden = false
    console.error(error)
  }

  show({ all, hits, ofKind, chosen, suggestion, others, marks }, silence) {
    this.wait(false)
    this.root.dataset.answered = ''
    this.part('error').hidden = true
    this.showKinds(hits)
    this.facets.show(ofKind)
    const used = this.facets.count + (this.kind ? 1 : 0)
    this.part('fold').hidden = all < 2 && !used
    this.part('same').hidden = !this.part('kinds').hidden || this.facets.shown
    this.fold.tell(used)
    this.part('clear').hidden = !used
    this.chosen = chosen
    this.marks = marks
    const count = chosen.length
    this.part('results').replaceChildren()
    this.add(chosen.slice(0, PAGE)) // which have been looked at closely
    this.part('results').hidden = !count
    const narrowed = !count && all > 0
    this.part('narrowed').hidden = !narrowed
    if (narrowed) this.part('clear').hidden = true // the other button is where one reads
    this.part('narrowed').querySelector('[data-count]').textContent = all
    this.part('otherwise').hidden = count > 0 || narrowed
    this.part('nothing').hidden = !this.query
    this.suggest(suggestion)
    const also = this.tellOthers(count ? others : [])
    this.headline(count, silence, narrowed, also)
    this.write()
  }

  // What else was searched for, so that nobody wonders why this was found.
  tellOthers(others) {
    const also = this.part('also')
    also.textContent = others.length ? fill(also.dataset.text, { others: others.map(({ name }) => name).join(', ') }) : ''
    also.hidden = !others.length
    return also.textContent
  }

  headline(count, silence, narrowed, also) {
    const wording = narrowed ? this.words.narrowed : count === 0 ? this.words.none : count === 1 ? this.words.one : this.words.many
    const text = this.query && fill(wording, { count, query: this.query })
    this.heading.textContent = text || this.title.heading
    document.title = text ? `${text} – ${this.title.page}` : this.title.page
    this.say(also ? `${text}. ${also}` : text, silence)
  }

  say(text, silence) {
    clearTimeout(this.speaking)
    this.speaking = setTimeout(() => (this.part('status').textContent = text), silence)
  }

  suggest(suggestion) {
    const link = this.part('suggestion').querySelector('a')
    link.textContent = suggestion
    link.href = `?${new URLSearchParams({ q: suggestion })}`
    this.part('suggestion').hidden = !suggestion
  }

  // Only the kinds that were found, and all of them while nothing is chosen.
  showKinds(hits) {
    const counts = new Map()
    for (const { kind } of hits) counts.set(kind, (counts.get(kind) ?? 0) + 1)
    const box = this.part('kinds')
    const had = box.contains(document.activeElement)
    for (const choice of box.querySelectorAll('[data-choice]')) choice.remove()
    const sorted = [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other))
    for (const [kind, count] of [['', hits.length], ...sorted]) box.append(this.choice(kind, count))
    box.hidden = counts.size < 2 && !this.kind
    if (had) box.querySelector(':checked')?.focus()
  }

  choice(kind, count) {
    const choice = copy(this.part('choice'))
    const input = choice.querySelector('input')
    input.value = kind
    input.checked = kind === this.kind
    if (kind) choice.querySelector('[data-name]').textContent = capital(kind)
    choice.querySelector('[data-count]').textContent = count
    return choice
  }

  box(name, value, count, ticked) {
    const box = copy(this.part('box'))
    const input = box.querySelector('input')
    Object.assign(input, { name, value, checked: ticked })
    box.querySelector('[data-name]').textContent = capital(value)
    box.querySelector('[data-count]').textContent = count
    return box
  }

  // The reader goes on with the first of the results that have come.
  async goOn() {
    const { chosen } = this
    const { index, withEntries } = await this.load()
    const from = this.part('results').children.length
    const hits = await withEntries(index, chosen.slice(from, from + PAGE))
    if (chosen !== this.chosen) return // asked again in the meantime
    this.add(hits)
    this.part('results').children[from].querySelector('a').focus()
  }

  add(hits) {
    const list = this.part('results')
    list.append(...hits.map((hit) => this.result(hit)))
    this.part('more').hidden = list.children.length >= this.chosen.length
  }

  result({ entry, terms }) {
    const item = copy(this.part('result'))
    const link = item.querySelector('a')
    const { title, about, context } = this.shown(entry, terms)
    link.href = this.root.dataset.root + entry.url
    link.append(...marked(title))
    item.querySelector('[data-kind]').textContent = capital(entry.kind)
    const facts = this.facts(entry)
    item.querySelector('[data-about]').append(...marked(about), facts && about.length ? '\u00a0·' : '')
    item.querySelector('[data-facts]').textContent = facts
    item.querySelector('[data-context]').append(...marked(context))
    return item
  }

  // What it says of an entry, in pieces of which some are marked: single words of another way to say the same only where
  // nothing else would tell why this was found.
  shown(entry, terms) {
    const strict = this.told(entry, this.marks(terms))
    if (hasMark(strict)) return strict
    const loose = this.told(entry, { words: new Set(terms), phrases: [] })
    if (hasMark(loose)) return loose
    const name = (entry.names ?? '').split('\n').map((line) => cut(line, { words: new Set(terms), phrases: [] })).find(anyMarked)
    const context = name ? [...strict.context, { text: ` ${this.words.names} ` }, ...name] : strict.context
    return { ...strict, context }
  }

  told(entry, marks) {
    const context = this.context(entry, marks)
    return { title: cut(entry.title, marks), about: cut(this.about(entry), marks), context }
  }

  // Where it belongs; of a part of a page, that it is one.
  about({ kind, url, about = '' }) {
    return about && kind.startsWith('page') && url.includes('#') ? fill(this.words.partOf, { title: about }) : about
  }

  // How long it takes and what it costs, if somebody has said so.
  facts({ time, cost }) {
    const said = [[this.words.time, time], [this.words.cost, cost]].filter(([, value]) => value && value !== this.words.unknown)
    return said.map(([wording, value]) => fill(wording, { value }).replaceAll(' ', '\u00a0')).join('\u00a0· ')
  }

  // From the text, unless only the rest of a longer one tells why this was found. Of what has a form or a time the rest
  // are single words, which nobody is meant to read.
  context({ title, text = '', words = '', form, time }, marks) {
    const shown = excerpt(text, marks)
    const rest = form || time ? [] : excerpt(words, marks)
    return anyMarked([...cut(title, marks), ...shown]) || !anyMarked(rest) ? shown : rest
  }
}

const anyMarked = (pieces) => pieces.some(({ marked }) => marked)

const hasMark = ({ title, about, context }) => anyMarked([...title, ...about, ...context])

const json = async (address, cache = 'default') => {
  const answer = await fetch(address, { cache })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return answer.json()
}

const fill = (wording, values) => wording.replace(/\{(\w+)\}/g, (_, name) => values[name])

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)

const copy = (template) => template.content.firstElementChild.cloneNode(true)

const marked = (pieces) => pieces.map(({ text, marked }) => {
  if (!marked) return text
  const mark = document.createElement('mark')
  mark.textContent = text
  return mark
})
