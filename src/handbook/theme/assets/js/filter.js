// Narrows a list by several choices and by words.
// The form is `hidden` in the page: without this script the whole list shows and nothing is lost.
// A long list goes on on further pages: they are read once there is something to filter by.
import { Folds } from './fold.js'
import { plain } from './plain.js'
import { Narrow } from './narrow.js'
import { entries } from './parts.js'

const PAUSE = 300 // ms of no typing until the count is announced and the address follows
const BREATH = 100 // ms between two looks at what has been read so far
const WINDOW = 50 // entries of a long list that are shown at a time, of those that fit

export class Filter {
  constructor(root) {
    this.form = root.querySelector('form')
    this.list = root.querySelector('[data-items]')
    this.status = root.querySelector('.handbook-filter__status')
    this.pages = root.querySelector('[data-parts]')
    this.more = root.querySelector('[data-more]')
    this.whole = this.status.textContent
    this.selects = [...this.form.querySelectorAll('select')]
    this.folds = new Folds(this.form)
    this.options = new Map(this.selects.map((select) => [select, labels(select)]))
    this.items = [...this.list.children].map((element) => this.item(element))
    this.all = Number(this.status.dataset.all ?? this.items.length)
    this.own = this.items.length
    this.limit = WINDOW
    this.form.addEventListener('input', (event) => this.change(event.target.type === 'search' ? PAUSE : 0))
    this.form.addEventListener('submit', (event) => event.preventDefault())
    this.form.addEventListener('reset', () => setTimeout(() => this.change(0)))
    if (this.pages) this.form.addEventListener('focusin', () => this.load())
    this.more?.addEventListener('click', () => this.grow())
    addEventListener('popstate', () => this.read())
    this.read()
    for (const field of this.form.querySelectorAll(Narrow.selector)) new Narrow(field)
    this.form.hidden = false
  }

  // What a filter needs to know of an item, read once.
  item(element) {
    const { words = '', ...values } = element.dataset
    for (const name of Object.keys(values)) values[name] = values[name].split('|')
    return { element, values, text: plain(`${element.textContent} ${words}`) }
  }

  // The address says what is chosen, so that a list can be kept, sent and gone back to.
  read() {
    const chosen = new URLSearchParams(location.search)
    this.form.elements.q.value = chosen.get('q') ?? ''
    for (const select of this.selects) {
      select.value = chosen.get(select.name) ?? ''
      if (select.selectedIndex < 0) select.value = ''
    }
    if (this.tests().some(({ idle }) => !idle)) this.load()
    this.update(0)
  }

  write() {
    const chosen = new URLSearchParams()
    for (const [name, value] of new FormData(this.form)) if (value.trim()) chosen.set(name, value.trim())
    const address = String(chosen) ? `?${chosen}` : location.pathname
    history.replaceState(null, '', address + location.hash)
  }

  get complete() {
    return this.items.length >= this.all
  }

  // Reads the further pages, in order, and shows what fits as it comes.
  load() {
    if (!this.complete) this.loading ??= this.readOn().catch((error) => this.fail(error))
  }

  async readOn() {
    const addresses = [...this.pages.querySelectorAll('a:not([aria-current])')].map(({ href }) => href)
    this.failed = false
    this.items.length = this.own // what a failed attempt has added comes again
    let looked = performance.now()
    for await (const elements of entries(addresses)) {
      for (const element of elements) this.items.push(this.item(element))
      if (performance.now() - looked < BREATH) continue
      this.update(PAUSE)
      looked = performance.now()
    }
    this.update(0)
  }

  // Then the next attempt reads again, and until then there are the pages.
  fail(error) {
    this.loading = undefined
    this.failed = true
    this.update(0)
    console.error(error)
  }

  // The reader goes on with the first of the entries that have come into sight.
  grow() {
    const from = this.shown
    this.limit += WINDOW
    this.update(0)
    this.list.children[from].querySelector('a').focus()
  }

  change(pause) {
    this.limit = WINDOW
    this.load()
    this.update(pause)
  }

  update(pause) {
    const tests = this.tests()
    const chosen = tests.some(({ idle }) => !idle)
    const counts = new Map(this.selects.map((select) => [select.name, new Map()]))
    const limit = !this.pages ? Infinity : chosen ? this.limit : this.own
    let fitting = 0
    for (const item of this.items) {
      const failed = tests.filter(({ fits }) => !fits(item))
      if (!failed.length) fitting++
      show(item.element, !failed.length && fitting <= limit)
      if (failed.length < 2) this.count(item, counts, failed[0]?.name)
    }
    // Counts of what has been read so far would promise too little.
    if (this.complete) for (const select of this.selects) this.number(select, counts.get(select.name))
    this.shown = Math.min(fitting, limit)
    this.folds.tell()
    if (this.pages) this.page(chosen, fitting)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.report(fitting, chosen), pause)
  }

  // Without a choice the list goes on on its next page, with one it goes on here. Thousands of hidden entries
  // would slow a browser down, so only what is shown is in the page at all.
  page(chosen, fitting) {
    this.list.replaceChildren(...this.items.map(({ element }) => element).filter(({ hidden }) => !hidden))
    show(this.pages, !chosen || this.failed)
    show(this.more, chosen && this.shown < fitting)
  }

  tests() {
    const words = plain(this.form.elements.q.value).split(/\s+/).filter(Boolean)
    const chosen = this.selects.filter(({ value }) => value)
    return [
      { name: 'q', idle: !words.length, fits: ({ text }) => words.every((word) => text.includes(word)) },
      ...chosen.map(({ name, value }) => ({ name, fits: ({ values }) => values[name]?.includes(value) })),
    ]
  }

  // An item that fails one choice alone would show with another choice there; one that fails none, with any.
  count({ values }, counts, failed) {
    for (const [name, found] of counts) {
      if (failed && failed !== name) continue
      for (const value of values[name] ?? []) found.set(value, (found.get(value) ?? 0) + 1)
    }
  }

  // Behind each choice, how many it would leave.
  number(select, found) {
    for (const [option, label] of this.options.get(select)) {
      const count = found.get(option.value) ?? 0
      const text = `${label} (${count})`
      if (option.textContent !== text) option.textContent = text
      option.disabled = !count && !option.selected
    }
  }

  report(fitting, chosen) {
    this.write()
    const { text, none, reading, failed } = this.status.dataset
    const partial = this.failed ? failed : reading
    const some = this.complete ? (fitting ? text : none) : partial
    const whole = this.pages ? !chosen : fitting === this.all
    const counts = { shown: fitting, read: this.items.length, all: this.all }
    this.status.textContent = whole ? this.whole : some.replace(/\{(\w+)\}/g, (_, name) => counts[name])
  }
}

const labels = (select) =>
  [...select.options].filter(({ value }) => value).map((option) => [option, option.textContent.trim()])

const show = (element, shown) => {
  if (element.hidden === shown) element.hidden = !shown
}
