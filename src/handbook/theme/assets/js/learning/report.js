// All entries on one page, by outcome or by date, for paper. An entry with two outcomes stands under the first in full.
import { begin } from './begin.js'
import { parts, titled } from './text.js'
import { dayWords, today } from './words.js'

export class Report {
  constructor(root) {
    begin(root, (learning) => this.show(learning))
  }

  async show(learning) {
    Object.assign(this, learning)
    this.form = this.part('filter')
    this.form.addEventListener('input', () => this.update())
    this.form.addEventListener('submit', (event) => this.print(event))
    this.store.watch(() => this.guard(() => this.read()))
    await this.read()
  }

  async read() {
    this.entries = (await this.store.all('entry')).sort((one, other) => one.date.localeCompare(other.date) || one.made.localeCompare(other.made))
    this.update()
  }

  print(event) {
    event.preventDefault()
    print()
  }

  update() {
    const { by, from, to, name } = Object.fromEntries(new FormData(this.form))
    const entries = this.entries.filter(({ date }) => (!from || date >= from) && (!to || date <= to))
    const { title, version } = this.catalogue.framework
    const told = this.words('report', { count: entries.length, version, title, day: dayWords(today()) })
    this.part('count').textContent = entries.length ? told : this.words(this.entries.length ? 'nothing' : 'empty')
    this.part('name').textContent = name.trim() // or a line to write on
    const groups = by === 'date' ? byMonth(entries) : this.byOutcome(entries)
    this.part('report').replaceChildren(...groups.flatMap((group) => [...this.group(group)]))
  }

  // In the order of the handbook; then outcomes that it does not know; then entries without any.
  byOutcome(entries) {
    const named = entries.flatMap(({ outcomes = [] }) => outcomes)
    const known = this.catalogue.outcomes.map(({ id }) => id)
    const lost = named.map(({ id }) => id).filter((id) => !this.catalogue.outcome(id))
    const idOf = (link) => this.catalogue.outcome(link.id)?.id ?? link.id
    const groups = [...known, ...new Set(lost)].map((id) => {
      const fits = entries.filter(({ outcomes = [] }) => outcomes.some((link) => idOf(link) === id))
      const link = named.find((one) => idOf(one) === id)
      return { title: link ? titled(link, 'outcome', this.catalogue) : '', entries: fits }
    })
    const without = { title: this.words('without'), entries: entries.filter(({ outcomes = [] }) => !outcomes.length) }
    return [...groups, without].filter((group) => group.entries.length)
  }

  *group({ title, entries }) {
    yield Object.assign(document.createElement('h2'), { textContent: title })
    for (const entry of entries) {
      const first = entry.outcomes?.[0] && titled(entry.outcomes[0], 'outcome', this.catalogue)
      if (this.seen(entry, first, title)) yield this.reference(entry, first)
      else yield this.entry(entry)
    }
  }

  seen(entry, first, title) {
    const { by } = Object.fromEntries(new FormData(this.form))
    return by === 'outcome' && first && first !== title
  }

  reference({ title, date }, outcome) {
    const text = this.words('see', { title, date: dayWords(date), outcome })
    return Object.assign(document.createElement('p'), { textContent: text })
  }

  entry(entry) {
    const element = this.part('entry').content.firstElementChild.cloneNode(true)
    element.querySelector('[data-name=title]').textContent = entry.title
    const list = element.querySelector('[data-name=parts]')
    for (const [label, text] of parts(entry, this.catalogue, this.words)) {
      list.append(Object.assign(document.createElement('dt'), { textContent: label }))
      list.append(Object.assign(document.createElement('dd'), { textContent: text }))
    }
    return element
  }
}

const byMonth = (entries) => {
  const groups = new Map()
  for (const entry of entries) {
    const title = dayWords(`${entry.date.slice(0, 7)}-01`).replace(/^\d+ /, '')
    if (!groups.has(title)) groups.set(title, { title, entries: [] })
    groups.get(title).entries.push(entry)
  }
  return [...groups.values()]
}
