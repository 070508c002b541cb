// The results page. Without this script it leads to the lists of everything.
// The index is fetched when it is needed: with a question in the address, or when the field gets the focus.
import { cut, excerpt } from './excerpt.js'

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
    this.form.addEventListener('input', (event) => this.later(event.target === this.field ? PAUSE : 0))
    this.form.addEventListener('submit', (event) => this.submit(event))
    this.form.addEventListener('focusin', () => this.load().catch((error) => this.fail(error)), { once: true })
    this.part('more').addEventListener('click', () => this.more().querySelector('a').focus())
    this.read()
  }

  // The address says what is asked, so that a search can be kept, sent and gone back to.
  read() {
    const asked = new URLSearchParams(location.search)
    this.field.value = asked.get('q') ?? ''
    this.kind = asked.get('kind') ?? ''
    if (this.field.value.trim()) this.search(0)
  }

  write() {
    const asked = new URLSearchParams()
    if (this.query) asked.set('q', this.query)
    if (this.kind) asked.set('kind', this.kind)
    history.replaceState(null, '', String(asked) ? `?${asked}` : location.pathname)
  }

  submit(event) {
    event.preventDefault()
    this.search(0)
  }

  later(pause) {
    this.kind = this.form.elements.kind?.value ?? this.kind
    clearTimeout(this.typing)
    this.typing = setTimeout(() => this.search(), pause)
  }

  load() {
    this.loading ??= Promise.all([import('./finder.js'), this.fetch()]).then(([finder, data]) => {
      const index = finder.createIndex(data)
      return (query) => finder.find(index, query)
    })
    return this.loading
  }

  async fetch() {
    const answer = await fetch(this.root.dataset.index)
    if (!answer.ok) throw new Error(`${this.root.dataset.index}: ${answer.status}`)
    return answer.json()
  }

  async search(silence = SILENCE) {
    clearTimeout(this.typing)
    this.query = this.field.value.trim()
    const query = this.query
    const find = await this.load().catch((error) => this.fail(error))
    if (!find || query !== this.query) return // asked again in the meantime
    this.show(find(query), silence)
  }

  // Then the next attempt fetches again, and until then there are the lists.
  fail(error) {
    this.loading = undefined
    this.part('error').hidden = false
    console.error(error)
  }

  show({ hits, suggestion }, silence) {
    this.part('error').hidden = true
    this.showKinds(hits)
    this.chosen = hits.filter(({ entry }) => !this.kind || entry.kind === this.kind)
    const count = this.chosen.length
    this.part('results').replaceChildren()
    this.more()
    this.part('results').hidden = !count
    this.part('otherwise').hidden = count > 0
    this.part('nothing').hidden = !this.query
    this.suggest(suggestion)
    this.headline(count, silence)
    this.write()
  }

  headline(count, silence) {
    const wording = count === 0 ? this.words.none : count === 1 ? this.words.one : this.words.many
    const text = this.query && fill(wording, { count, query: this.query })
    this.heading.textContent = text || this.title.heading
    document.title = text ? `${text} – ${this.title.page}` : this.title.page
    this.say(text, silence)
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
    for (const { entry } of hits) counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1)
    if (!counts.has(this.kind)) this.kind = ''
    const box = this.part('kinds')
    const had = box.contains(document.activeElement)
    for (const choice of box.querySelectorAll('[data-choice]')) choice.remove()
    const sorted = [...counts].sort(([one, a], [other, b]) => b - a || one.localeCompare(other))
    for (const [kind, count] of [['', hits.length], ...sorted]) box.append(this.choice(kind, count))
    box.hidden = counts.size < 2
    if (had) box.querySelector(':checked').focus()
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

  more() {
    const list = this.part('results')
    const from = list.children.length
    const items = this.chosen.slice(from, from + PAGE).map((hit) => this.result(hit))
    list.append(...items)
    this.part('more').hidden = list.children.length >= this.chosen.length
    return items[0]
  }

  result({ entry, terms }) {
    const item = copy(this.part('result'))
    const link = item.querySelector('a')
    link.href = this.root.dataset.root + entry.url
    link.append(...marked(cut(entry.title, new Set(terms))))
    item.querySelector('[data-kind]').textContent = capital(entry.kind)
    item.querySelector('[data-about]').textContent = entry.about ?? ''
    item.querySelector('[data-context]').append(...marked(this.context(entry, terms)))
    return item
  }

  // From the text, unless only the words that are searched but not shown tell why this was found.
  context({ title, text = '', words = '' }, terms) {
    const shown = excerpt(text, terms)
    const told = [...cut(title, new Set(terms)), ...shown].some(({ marked }) => marked)
    return told || !words ? shown : excerpt(words, terms)
  }
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
