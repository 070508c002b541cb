// Narrows a list by several choices and by words.
// The form is `hidden` in the page: without this script the whole list shows and nothing is lost.
import { plain } from './plain.js'

const PAUSE = 300 // ms of no typing until the count is announced and the address follows

export class Filter {
  constructor(root) {
    this.form = root.querySelector('form')
    this.status = root.querySelector('[role="status"]')
    this.whole = this.status.textContent
    this.selects = [...this.form.querySelectorAll('select')]
    this.options = new Map(this.selects.map((select) => [select, labels(select)]))
    this.items = [...root.querySelector('[data-items]').children].map((element) => this.item(element))
    this.form.addEventListener('input', (event) => this.update(event.target.type === 'search' ? PAUSE : 0))
    this.form.addEventListener('submit', (event) => event.preventDefault())
    this.form.addEventListener('reset', () => setTimeout(() => this.update(0)))
    addEventListener('popstate', () => this.read())
    this.read()
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
    this.update(0)
  }

  write() {
    const chosen = new URLSearchParams()
    for (const [name, value] of new FormData(this.form)) if (value.trim()) chosen.set(name, value.trim())
    const address = String(chosen) ? `?${chosen}` : location.pathname
    history.replaceState(null, '', address + location.hash)
  }

  update(pause) {
    const tests = this.tests()
    const counts = new Map(this.selects.map((select) => [select.name, new Map()]))
    let shown = 0
    for (const item of this.items) {
      const failed = tests.filter(({ fits }) => !fits(item))
      show(item.element, !failed.length)
      if (!failed.length) shown++
      if (failed.length < 2) this.count(item, counts, failed[0]?.name)
    }
    for (const select of this.selects) this.number(select, counts.get(select.name))
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.report(shown), pause)
  }

  tests() {
    const words = plain(this.form.elements.q.value).split(/\s+/).filter(Boolean)
    const chosen = this.selects.filter(({ value }) => value)
    return [
      { name: 'q', fits: ({ text }) => words.every((word) => text.includes(word)) },
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

  report(shown) {
    this.write()
    const { text, none } = this.status.dataset
    const all = this.items.length
    const some = text.replace('{shown}', shown).replace('{all}', all)
    this.status.textContent = shown === all ? this.whole : shown ? some : none
  }
}

const labels = (select) =>
  [...select.options].filter(({ value }) => value).map((option) => [option, option.textContent.trim()])

const show = (element, shown) => {
  if (element.hidden === shown) element.hidden = !shown
}
