// The outcomes of an entry: three at most, each with its why, and with what the handbook suggests as evidence.
import { choose, offer, outcomeGroups } from './choices.js'

export class Outcomes {
  // `changed` is called when another outcome is chosen, added or removed.
  constructor({ part, catalogue, words, changed }) {
    Object.assign(this, { part, catalogue, words, changed })
    this.list = part('outcomes')
    part('add').addEventListener('click', () => this.addByHand())
    this.list.addEventListener('change', (event) => this.chosen(event))
    this.list.addEventListener('input', ({ target }) => this.mended(target.closest('fieldset')))
  }

  tell(text) {
    this.part('told').textContent = text
  }

  get rows() {
    return [...this.list.children]
  }

  // Links as the record will keep them.
  get links() {
    return this.drafted.filter(({ id }) => id)
  }

  // As a draft keeps them: what somebody has written before they chose an outcome is there, too. What a link said before, and
  // we do not know, stays in it.
  get drafted() {
    return this.rows.map((row) => {
      const [{ value }, why] = [this.in(row, 'choose'), this.in(row, 'why').value]
      if (!value) return { id: '', why }
      const old = row.link?.id === value ? row.link : this.catalogue.link('outcome', value)
      return { ...old, why }
    })
  }

  get ids() {
    return this.rows.map((row) => this.in(row, 'choose').value).filter(Boolean)
  }

  show(links) {
    this.list.replaceChildren()
    for (const link of links) this.add(link)
    this.number()
  }

  in(row, name) {
    return row.querySelector(`[data-name="${name}"]`)
  }

  add(link) {
    if (this.rows.length >= this.catalogue.most) return undefined
    const row = this.part('outcome').content.firstElementChild.cloneNode(true)
    row.link = link
    const select = this.in(row, 'choose')
    offer(select, outcomeGroups(this.catalogue, [link?.id]), '')
    const id = this.catalogue.outcome(link?.id)?.id ?? link?.id ?? ''
    choose(select, id, this.words('gone', { title: link?.title || link?.id }))
    this.in(row, 'why').value = link?.why ?? ''
    this.in(row, 'remove').addEventListener('click', () => this.remove(row))
    this.list.append(row)
    this.prompt(row)
    return row
  }

  addByHand() {
    const row = this.add()
    if (!row) return
    this.number()
    this.in(row, 'choose').focus()
    this.tell(this.words('added-outcome', { number: this.rows.length }))
    this.changed()
  }

  // The record has no place for a why without its outcome. Whether there is one: the focus goes there, and nothing is saved.
  unfinished() {
    const rows = this.rows.filter((row) => this.lacks(row))
    for (const row of rows) this.mark(row, this.words('unchosen'))
    if (rows.length) this.in(rows[0], 'choose').focus()
    return rows.length > 0
  }

  lacks(row) {
    return !this.in(row, 'choose').value && Boolean(this.in(row, 'why').value.trim())
  }

  mark(row, text) {
    this.in(row, 'wrong').textContent = text
    this.in(row, 'choose').ariaInvalid = text ? 'true' : null
  }

  mended(row) {
    if (!this.lacks(row)) this.mark(row, '')
  }

  remove(row) {
    const at = this.rows.indexOf(row)
    row.remove()
    this.number()
    const next = this.rows[at] ?? this.rows[at - 1]
    const target = next ? this.in(next, 'remove') : this.part('add')
    target.focus()
    this.tell(this.words('removed-outcome'))
    this.changed()
  }

  // Names and ids by the place in the list.
  number() {
    for (const [at, row] of this.rows.entries()) {
      const number = at + 1
      this.in(row, 'legend').textContent = this.words('outcome-legend', { number, most: this.catalogue.most })
      this.in(row, 'remove').textContent = this.words('remove', { number })
      for (const name of ['choose', 'why']) {
        this.in(row, name).id = `outcome-${name}-${number}`
        this.in(row, `${name}-label`).htmlFor = `outcome-${name}-${number}`
      }
      this.in(row, 'wrong').id = `outcome-wrong-${number}`
      this.in(row, 'choose').setAttribute('aria-describedby', `outcome-wrong-${number}`)
    }
    const full = this.rows.length >= this.catalogue.most
    this.part('add').hidden = full
    this.part('enough').hidden = !full
    this.compare()
  }

  chosen({ target }) {
    if (target.name !== 'outcome') return
    this.prompt(target.closest('fieldset'))
    if (this.compare(target) === target) target.reportValidity()
    this.changed()
  }

  // No outcome twice. Of two, the one chosen last is to change.
  compare(last) {
    const fields = this.rows.map((row) => this.in(row, 'choose'))
    for (const field of fields) field.setCustomValidity('')
    const twice = fields.filter(({ value }) => value && fields.filter((other) => other.value === value).length > 1)
    const one = twice.includes(last) ? last : twice.at(-1)
    one?.setCustomValidity(this.words('twice', { name: one.selectedOptions[0].textContent }))
    return one
  }

  // What the handbook suggests as evidence for the outcome, or else for its domain.
  prompt(row) {
    const outcome = this.catalogue.outcome(this.in(row, 'choose').value)
    const domain = this.catalogue.domains.find(({ id }) => id === outcome?.domain)
    const own = outcome?.evidence.length
    const ways = (own ? outcome : domain)?.evidence ?? []
    this.in(row, 'prompts').hidden = !ways.length
    this.in(row, 'prompts-about').textContent = this.words(own ? 'prompts' : 'prompts-domain')
    this.in(row, 'prompts-list').replaceChildren(...ways.map((way) => this.way(way)))
  }

  way({ kind, text }) {
    const title = this.catalogue.evidenceKind(kind)?.title ?? kind
    return Object.assign(document.createElement('li'), { textContent: this.words('prompt', { kind: title, text }) })
  }
}
