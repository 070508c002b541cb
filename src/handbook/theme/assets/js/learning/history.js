// Every round, with a way to take one away and to bring it back; and answers about what this handbook no longer has.
import { dayWords } from './words.js'
import { make, table } from './make.js'
import { average, values } from './rounds.js'

export class History {
  constructor(part, { store, catalogue, words, say, fail }, { short, dated, id, again }) {
    Object.assign(this, { part, store, catalogue, words, say, fail, short, dated, id, again })
    part.undo.addEventListener('click', () => this.undo().catch(fail))
  }

  draw(rounds, records) {
    const known = this.catalogue.domains.flatMap(({ outcomes }) => outcomes.map(({ id }) => id))
    const rows = rounds.map((round) => this.row(round, records, known))
    const heads = ['stage-head', 'date-head', 'count-head', 'mean-head', 'remove-head'].map((word) => this.words(word))
    this.part.rounds.replaceChildren(...(rows.length ? [table(this.words('rounds'), heads, rows)] : []))
    this.lost(rounds, records, new Set(known))
  }

  row(round, records, known) {
    const name = this.dated(round)
    const { mean } = average(round, known)
    const remove = make(
      'button',
      { type: 'button', class: 'handbook-button handbook-button--quiet', 'aria-label': this.words('remove-round', { round: name }) },
      this.words('remove'),
    )
    remove.addEventListener('click', () => this.remove(round, records).catch(this.fail))
    return [this.short(round), dayWords(round.date), String(round.ratings.size), this.cell(mean), remove]
  }

  cell(value) {
    return value === null ? this.words('unanswered') : String(value)
  }

  // By the title that it had, since nothing else is known of it.
  lost(rounds, records, known) {
    const titles = new Map(records.map(({ outcome }) => [this.id(outcome.id), outcome.title || outcome.id]))
    const rows = [...titles]
      .filter(([id]) => !known.has(id))
      .map(([id, title]) => [title, ...values(rounds, id).map((value) => this.cell(value))])
    const heads = [this.words('outcome'), ...rounds.map(this.dated)]
    this.part.gone.replaceChildren(...(rows.length ? [table(this.words('gone'), heads, rows)] : []))
  }

  async remove(round, records) {
    const ids = records.filter(({ date, stage }) => date === round.date && stage === round.stage).map(({ id }) => id)
    for (const id of ids) await this.store.remove(id)
    this.removed = ids
    this.part.undo.hidden = false
    await this.again(round.key)
    this.part.history.hidden = false
    this.part.undo.focus()
    this.say(this.words('removed', { round: this.dated(round), count: ids.length }))
  }

  async undo() {
    for (const id of this.removed) await this.store.restore(id)
    this.part.undo.hidden = true
    await this.again('')
    this.part.rounds.querySelector('button')?.focus()
    this.say(this.words('restored'))
  }
}
