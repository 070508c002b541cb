// The outcomes of an entry: three at most, each with its why, and with what the handbook suggests as evidence.
import { choose, offer, outcomeGroups } from './choices.js'

export class Outcomes {
  // `changed` is called when another outcome is chosen, added or removed.
  constructor({ part, catalogue, words, changed }) {
    Object.assign(this, { part, catalogue, words, changed })
    this.list = part('outcomes')
    part('add').addEventListener('click', () => this.addByHand())
    this.list.addEventListener('change', (event) => this.chosen(event))
  }

  tell(text) {
    this.part('told').textContent = text
  }

  get rows() {
    return [...this.list.children]
  }

  // Links as the record will keep them. What a link said before, and we do not know, stays in it.
  get links() {
    return this.rows.flatMap((row) => {
      const [{ value }, why] = [this.in(row, 'choose'), this.in(row, 'why').value]
      if (!value) return []
      const old = row.link?.id === value ? row.link : this.catalogue.link('outcome', value)
      return [{ ...old, why }]
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
    }
    const full = this.rows.length >= this.catalogue.most
    this.part('add').hidden = full
    this.part('enough').hidden = !full
  }

  chosen({ target }) {
    if (target.name !== 'outcome') return
    this.prompt(target.closest('fieldset'))
    const same = this.ids.filter((id) => id === target.value).length > 1
    target.setCustomValidity(same ? this.words('twice', { name: this.catalogue.name(this.catalogue.outcome(target.value)) }) : '')
    if (same) target.reportValidity()
    for (const row of this.rows) if (!same) this.in(row, 'choose').setCustomValidity('')
    this.changed()
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
