// Shows the entries of a glossary in which some words stand. Without this script there is no field, and all of them show.
import { plain } from './plain.js'

const PAUSE = 300 // ms of no typing until the count is announced

export class Glossary {
  constructor(root) {
    this.form = root
    this.field = root.querySelector('input')
    this.status = root.querySelector('[role="status"]')
    this.row = document.querySelector('.handbook-letters')
    this.letters = [...document.querySelectorAll('main dl')].map(letter)
    root.addEventListener('input', () => this.update())
    root.addEventListener('submit', (event) => event.preventDefault())
    addEventListener('hashchange', () => this.clear())
    addEventListener('hashchange', () => this.mark())
    root.hidden = false
    this.update()
    this.mark()
  }

  // The letter that a reader has chosen stands out, and is in sight.
  mark() {
    this.row.querySelector('[aria-current]')?.removeAttribute('aria-current')
    const link = [...this.row.querySelectorAll('a')].find(({ hash }) => hash === location.hash)
    link?.setAttribute('aria-current', 'true')
    link?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }

  // Who follows a link to an entry shall find it there.
  clear() {
    if (!this.field.value) return
    this.field.value = ''
    this.update()
    document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }

  update() {
    const words = plain(this.field.value).split(/\s+/).filter(Boolean)
    let [shown, all] = [0, 0]
    for (const { parts, entries } of this.letters) {
      const fitting = entries.filter(({ text }) => words.every((word) => text.includes(word)))
      for (const entry of entries) for (const part of entry.parts) part.hidden = !fitting.includes(entry)
      for (const part of parts) part.hidden = !fitting.length
      shown += fitting.length
      all += entries.length
    }
    this.row.hidden = words.length > 0 // few entries need no letters
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.report({ shown, all }, words.length), PAUSE)
  }

  report(counts, asked) {
    const { some, none } = this.status.dataset
    this.status.textContent = !asked ? '' : counts.shown ? some.replace(/\{(\w+)\}/g, (_, name) => counts[name]) : none
  }
}

// A letter: its heading, its list, its place in the row of letters, and its entries.
const letter = (list) => {
  const heading = list.previousElementSibling
  const link = document.querySelector(`.handbook-letters a[href="#${heading.id}"]`).parentElement
  const entries = [...list.querySelectorAll('dt')].map((term) => {
    const parts = [term, term.nextElementSibling]
    const texts = parts.map(({ textContent, dataset }) => `${textContent} ${dataset.words ?? ''}`)
    return { parts, text: plain(texts.join(' ')) }
  })
  return { parts: [heading, list, link], entries }
}
