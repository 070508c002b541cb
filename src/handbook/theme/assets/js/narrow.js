// Cuts a long list of choices down to those that hold what is typed beside it.
// Without it the list offers everything, as any list does.
import { plain } from './plain.js'

const COUNT = / \(\d+\)$/ // what the filter adds to a choice

export class Narrow {
  static selector = '[data-narrows]'

  constructor(field) {
    this.field = field
    this.select = document.getElementById(field.dataset.narrows)
    this.status = document.getElementById(field.getAttribute('aria-describedby'))
    this.whole = this.status.textContent
    this.options = [...this.select.options].filter(({ value }) => value)
    this.texts = this.options.map(({ textContent }) => plain(textContent.replace(COUNT, '')))
    field.addEventListener('input', () => this.update())
    field.form.addEventListener('reset', () => setTimeout(() => this.update()))
    this.update()
  }

  // What is chosen stays, or it would be given up unseen.
  update() {
    const words = plain(this.field.value).split(/\s+/).filter(Boolean)
    const fits = (text) => words.every((word) => text.includes(word))
    const shown = this.options.filter((option, at) => option.selected || fits(this.texts[at]))
    const { value } = this.select // which a browser changes while options come and go
    this.select.replaceChildren(this.select.options[0], ...shown)
    this.select.value = value
    this.tell(words.length ? shown.length : undefined)
  }

  tell(shown) {
    const text = this.status.dataset.text.replace('{shown}', shown).replace('{all}', this.options.length)
    this.status.textContent = shown === undefined ? this.whole : text
  }
}
