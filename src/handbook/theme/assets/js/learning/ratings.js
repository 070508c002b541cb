// The questions of one domain: for each outcome a group of radio buttons and a note. Saves at once what is chosen.
import { make } from './make.js'
import { STEPS, keyOf } from './rounds.js'

export class Ratings {
  constructor(place, { store, catalogue, words, say, fail }) {
    Object.assign(this, { place, store, catalogue, words, say, fail })
    this.saving = Promise.resolve()
  }

  // Anew, for `outcomes` in `round`. `before(id)` says in words what was chosen last time, or nothing.
  draw(outcomes, round, before) {
    this.round = round
    this.gone = new Map() // answers taken back, whose notes come again with the next choice
    this.groups = outcomes.map((outcome) => this.group(outcome, before(outcome.id)))
    this.place.replaceChildren(...this.groups.map(({ element }) => element))
  }

  // What is saved, into what is drawn: another tab may have changed it.
  fill(ratings) {
    for (const group of this.groups) {
      const record = ratings.get(group.outcome.id)
      const changed = (group.record?.changed ?? '') !== (record?.changed ?? '')
      if (changed && group.pending) continue // the choice under way wins, and comes back here
      group.record = record
      const chosen = group.radios.find(({ value }) => value === String(record?.confidence ?? ''))
      if (chosen) chosen.checked = true
      group.noting.hidden = !record
      if (document.activeElement !== group.note) group.note.value = record?.note ?? ''
      if (record?.note && !group.filled) group.noting.open = true
      group.filled = true
    }
  }

  group(outcome, before) {
    const { id, code, title, statement } = outcome
    const group = { outcome, pending: 0 }
    group.radios = [...Array.from({ length: STEPS }, (_, step) => String(step + 1)), ''].map((value) =>
      make('input', { type: 'radio', name: `confidence-${id}`, value, checked: !value, change: () => this.choose(group, value) }),
    )
    const choices = group.radios.map((radio) =>
      make('label', { class: 'handbook-choice' }, radio, make('span', {}, this.words(`step-${radio.value || 'none'}`))),
    )
    group.note = make('textarea', { class: 'handbook-field__control', rows: 3, 'aria-label': this.words('note-for', { code }) })
    group.note.addEventListener('change', () => this.annotate(group))
    group.noting = make('details', { hidden: true }, make('summary', {}, this.words('note')), group.note)
    const more = make('a', { href: this.catalogue.href(outcome) }, this.words('read'))
    const about = make('p', { class: 'handbook-ratings__about', id: `about-${id}` }, statement && `${statement} `, more)
    const last = before && make('p', { class: 'handbook-ratings__last' }, before)
    const legend = make('legend', { tabindex: '-1' }, `${code} ${title}`)
    const rows = make('div', { class: 'handbook-ratings__choices' }, ...choices)
    group.element = make('fieldset', { class: 'handbook-ratings__group', 'data-outcome': id }, legend, about, last, rows, group.noting)
    return group
  }

  choose(group, value) {
    const { code } = group.outcome
    const said = value ? this.words('saved', { code, value }) : this.words('skipped', { code })
    return this.write(group, said, value ? () => this.rate(group, Number(value)) : () => this.skip(group))
  }

  async rate(group, confidence) {
    const [taken, round] = [this.gone.get(group), this.round]
    if (!group.record && taken) {
      await this.store.restore(taken.id)
      group.record = await this.store.get(taken.id)
    }
    const link = group.record?.outcome ?? this.catalogue.link('outcome', group.outcome.id)
    const fresh = { kind: 'rating', outcome: link, stage: round.stage, date: round.date, note: group.note.value }
    const { record } = await this.store.save({ ...(group.record ?? fresh), confidence }, group.record)
    group.record = record
    group.noting.hidden = false
  }

  async skip(group) {
    if (!group.record) return
    for (const { id } of await this.same(group)) await this.store.remove(id)
    this.gone.set(group, group.record)
    group.record = undefined
    group.noting.hidden = true
  }

  // Two devices may both have answered in this round.
  async same({ record }) {
    const all = await this.store.all('rating')
    return all.filter((one) => one.outcome.id === record.outcome.id && keyOf(one) === keyOf(record))
  }

  annotate(group) {
    return this.write(group, this.words('note-saved', { code: group.outcome.code }), async () => {
      if (!group.record) return
      const { record } = await this.store.save({ ...group.record, note: group.note.value }, group.record)
      group.record = record
    })
  }

  // One after the other, so that quick fingers do not overtake themselves.
  write(group, said, work) {
    group.pending++
    this.saving = this.saving
      .then(work)
      .then(() => this.say(said), this.fail)
      .finally(() => group.pending--)
    return this.saving
  }
}
