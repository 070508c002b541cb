// What to look at next, with its reasons, and with what there is to do and to read about it.
import { make } from './make.js'
import { suggestions } from './next.js'
import { STEPS, values } from './rounds.js'

const EACH = 3 // activities, and as many resources, of an outcome

export class Advice {
  constructor({ advised, unadvised }, { catalogue, words }, add) {
    Object.assign(this, { advised, unadvised, catalogue, words, add })
  }

  draw(domains, rounds, plan) {
    const outcomes = domains
      .flatMap(({ id, outcomes }) => outcomes.map((outcome) => ({ ...outcome, domain: id })))
      .filter(({ status }) => status !== 'withdrawn')
    const answers = new Map(outcomes.map(({ id }) => [id, values(rounds, id)]))
    const found = suggestions({ outcomes, answers, planned: this.served(plan) })
    const had = new Set(plan.map(({ about, item }) => `${about}/${item.id}`))
    this.unadvised.hidden = found.length > 0
    this.advised.replaceChildren(...found.map((suggestion) => this.entry(suggestion, had)))
  }

  // The outcomes that something in the plan helps with.
  served(plan) {
    const open = plan.filter(({ done }) => !done)
    return new Set(
      open.flatMap(({ about, item }) => {
        const record = this.catalogue[about](item.id)
        return about === 'outcome' ? [record?.id ?? item.id] : (record?.outcomes ?? [])
      }),
    )
  }

  entry({ outcome, reasons }, had) {
    const title = this.catalogue.name(outcome)
    const link = make('a', { class: 'handbook-advice__link', href: this.catalogue.href(outcome) }, title)
    const why = reasons.map(({ kind, ...figures }) => this.words(`why-${kind}`, { ...rounded(figures), steps: STEPS })).join(' ')
    const planned = had.has(`outcome/${outcome.id}`)
    const button = make(
      'button',
      { class: 'handbook-button handbook-button--quiet', type: 'button', 'aria-label': this.words('add', { title }) },
      this.words('add-short'),
    )
    button.addEventListener('click', () => this.add('outcome', outcome.id, title))
    return make('li', {}, link, make('p', {}, why), ...this.offers(outcome), planned ? null : make('p', {}, button))
  }

  offers(outcome) {
    const activities = this.records(outcome.activities, 'activity').slice(0, EACH)
    const resources = this.records(outcome.resources, 'resource')
      .filter(({ status }) => status !== 'retired' && status !== 'awaited')
      .sort((one, other) => (one.minutes ?? Infinity) - (other.minutes ?? Infinity))
      .slice(0, EACH)
    return [
      ...this.list('do', activities, ({ title, time }) => (time ? this.words('time', { title, time }) : title)),
      ...this.list('use', resources, ({ title, minutes }) => this.words(minutes ? 'minutes' : 'no-minutes', { title, minutes })),
    ]
  }

  records(ids = [], kind) {
    return ids.map((id) => this.catalogue[kind](id)).filter(Boolean)
  }

  list(word, records, said) {
    if (!records.length) return []
    const items = records.map((record) => make('li', {}, make('a', { href: this.catalogue.href(record) }, said(record))))
    return [make('p', { class: 'handbook-advice__lead' }, this.words(word)), make('ul', {}, ...items)]
  }
}

const rounded = (figures) =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, Math.round(value * 10) / 10]))
