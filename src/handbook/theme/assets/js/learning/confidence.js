// Self-assessment: rounds of answers about confidence, how they move, and what to look at next.
import { Advice } from './advice.js'
import { begin } from './begin.js'
import { questions } from './curriculum.js'
import { dayWords, today } from './words.js'
import { History } from './history.js'
import { make } from './make.js'
import { added } from './planning.js'
import { Ratings } from './ratings.js'
import { Results } from './results.js'
import { average, keyOf, rounds } from './rounds.js'
import { Typing } from './typing.js'

const SETTING = 'confidence:here' // the round, the domain and the view of last time

export class Confidence {
  constructor(root) {
    begin(root, (learning) => this.show(learning))
  }

  async show(learning) {
    Object.assign(this, learning)
    this.part = Object.fromEntries([...this.body.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, part]))
    this.id = (id) => this.catalogue.outcome(id)?.id ?? id
    this.ratings = new Ratings(this.part.ratings, learning)
    const names = { short: (round) => this.short(round), dated: (round) => this.dated(round) }
    this.results = new Results(this.part, learning, names)
    this.advice = new Advice(this.part, learning, (...item) => this.plan(...item))
    this.history = new History(this.part, learning, { ...names, id: this.id, again: (gone) => this.again(gone) })
    this.here = { view: 'all', ...(await this.store.kept(SETTING)) }
    this.listen()
    new Typing(this.body)
    await this.read()
    this.choose()
    this.store.watch(({ erased }) => erased || this.read().then(() => this.refresh(), this.fail))
  }

  listen() {
    const { part } = this
    part.new.elements.date.value = today()
    part.new.addEventListener('submit', (event) => this.begin(event))
    part.another.addEventListener('click', () => this.offer(part.new.hidden))
    part.round.addEventListener('change', () => this.go({ round: part.round.value }))
    part.domain.addEventListener('change', () => this.go({ domain: part.domain.value, at: 0 }))
    for (const radio of this.views) radio.addEventListener('change', () => this.go({ view: radio.value, at: 0 }))
    part.previous.addEventListener('click', () => this.step(-1))
    part.next.addEventListener('click', () => this.step(1))
    part.onward.addEventListener('click', () => this.onward())
  }

  get views() {
    return [...this.body.querySelectorAll('[name=view]')]
  }

  async read() {
    const [ratings, plan] = await Promise.all([this.store.all('rating'), this.store.all('plan')])
    this.records = ratings
    this.planned = plan
    this.rounds = rounds(ratings, this.id, this.here.round)
    this.said = this.rounds.filter(({ ratings }) => ratings.size)
  }

  // What is chosen, with something sensible where nothing is.
  choose() {
    const { domains } = this.catalogue
    const { here } = this
    if (!this.rounds.some(({ key }) => key === here.round)) here.round = this.rounds.at(-1)?.key
    if (!domains.some(({ id }) => id === here.domain)) here.domain = domains[0]?.id
    this.offer(!this.rounds.length)
    this.draw()
  }

  go(change) {
    Object.assign(this.here, change)
    this.store.keep(SETTING, this.here).catch(this.fail)
    this.draw()
  }

  get round() {
    return this.rounds.find(({ key }) => key === this.here.round)
  }

  get domain() {
    return this.catalogue.domains.find(({ id }) => id === this.here.domain)
  }

  // The outcomes that can be rated: what is withdrawn shows in the results only.
  get outcomes() {
    return this.domain.outcomes.filter(({ status }) => status !== 'withdrawn')
  }

  draw() {
    const { round, part } = this
    part.chooser.hidden = !this.rounds.length
    part.first.hidden = this.rounds.length > 0
    part.answers.hidden = !round
    for (const radio of this.views) radio.checked = radio.value === this.here.view
    if (round && this.domain) this.ratings.draw(this.outcomes, round, (id) => this.before(id))
    this.refresh()
  }

  refresh() {
    const { round, domain, part } = this
    if (round && domain) {
      this.ratings.fill(round.ratings)
      this.options()
      this.walk()
    }
    const { domains } = this.catalogue
    part.results.hidden = part.advice.hidden = part.history.hidden = !this.said.length
    if (this.said.length && domain) this.results.draw(domain, domains, this.said)
    this.advice.draw(domains, this.said, this.planned)
    this.history.draw(this.said, this.records)
    this.ask()
  }

  options() {
    const { part, round } = this
    fill(part.round, this.rounds.map((one) => [one.key, this.words('round', this.named(one))]))
    part.round.value = this.here.round
    const options = (framework) => this.catalogue.domains.filter((one) => one.framework === framework.id).map(({ id, title }) => [id, title])
    const groups = this.catalogue.frameworks.map((framework) => [framework.title, options(framework)])
    fill(part.domain, groups.length > 1 ? new Map(groups) : groups[0][1])
    part.domain.value = this.here.domain
  }

  // All outcomes of the domain, or the one that the reader has come to.
  walk() {
    const { part, outcomes, here } = this
    const one = here.view === 'one'
    const at = Math.min(here.at ?? 0, outcomes.length - 1)
    for (const [number, group] of [...part.ratings.children].entries()) group.hidden = one && number !== at
    part.steps.hidden = !one
    part.previous.disabled = at <= 0
    part.next.disabled = at >= outcomes.length - 1
    const all = outcomes.length
    const count = average(this.round, outcomes.map(({ id }) => id)).answered
    const figures = { round: this.dated(this.round), count, all, at: at + 1 }
    part.count.textContent = this.words(one ? 'place' : 'answered', figures)
    part.onward.hidden = this.catalogue.domains.length < 2
  }

  step(by) {
    const at = Math.max(0, Math.min(this.outcomes.length - 1, (this.here.at ?? 0) + by))
    this.here.at = at
    this.walk()
    this.part.ratings.children[at].querySelector('legend').focus()
  }

  onward() {
    const { domains } = this.catalogue
    const at = domains.findIndex(({ id }) => id === this.here.domain)
    this.go({ domain: domains[(at + 1) % domains.length].id, at: 0 })
    this.part.domain.focus()
  }

  before(id) {
    const earlier = this.rounds.slice(0, this.rounds.indexOf(this.round))
    const last = earlier.findLast(({ ratings }) => ratings.has(id))
    if (!last) return ''
    return this.words('last-time', { value: last.ratings.get(id).confidence, round: this.dated(last) })
  }

  offer(shown) {
    this.part.new.hidden = !shown
    this.part.another.setAttribute('aria-expanded', shown)
  }

  async begin(event) {
    event.preventDefault()
    const { stage, date } = this.part.new.elements
    const key = keyOf({ stage: stage.value, date: date.value })
    this.here.round = key
    await this.store.keep(SETTING, this.here).catch(this.fail)
    await this.read()
    this.offer(false)
    this.draw()
    this.say(this.words('round-started', { round: this.dated(this.round) }))
    this.part.domain.focus()
  }

  // Names of rounds.

  named({ stage, date, number }) {
    const name = this.words(stage)
    return { stage: number ? this.words('numbered', { stage: name, number }) : name, date: dayWords(date) }
  }

  short(round) {
    return this.named(round).stage
  }

  dated(round) {
    return this.words('round', this.named(round))
  }

  // After a round has been taken away or brought back.
  async again(key) {
    if (this.here.round === key) this.here.round = undefined
    await this.store.keep(SETTING, this.here)
    await this.read()
    this.choose()
  }

  async plan(about, id, title) {
    try {
      await added(this.store, about, this.catalogue.link(about, id))
      await this.read()
      this.refresh()
      this.say(this.words('added', { title }))
    } catch (error) {
      this.fail(error)
    }
  }

  // Answers about outcomes that have changed are asked about on the overview, which keeps them all.
  ask() {
    const count = questions(this.records, this.catalogue).length
    const place = this.part.questions
    place.hidden = !count
    const link = make('a', { href: `${this.root.dataset.root}my-learning/` }, this.words('questions-link'))
    place.replaceChildren(`${this.words('questions', { count })} `, link)
  }
}

// The options of a choice: `[value, label]` each, or groups of them by name.
const fill = (select, options) => {
  const option = ([value, label]) => make('option', { value }, label)
  const group = ([label, inside]) => make('optgroup', { label }, ...inside.map(option))
  select.replaceChildren(...(options instanceof Map ? [...options].map(group) : options.map(option)))
}
