// The form of the evidence log. What is typed is kept as a draft at once, and leaves the form only when it is stored.
import { begin } from './begin.js'
import { choose, offer, servingGroups } from './choices.js'
import { Outcomes } from './outcomes.js'
import { traces } from './patient.js'
import { today } from './words.js'

const TEXTS = ['title', 'date', 'evidence_kind', 'happened', 'learned', 'next', 'reference']
const LOOKED_AT = ['title', 'happened', 'learned', 'next', 'reference']

export class Entry {
  constructor(root) {
    begin(root, (learning) => this.show(learning))
  }

  async show(learning) {
    Object.assign(this, learning)
    this.form = this.part('form')
    this.outcomes = new Outcomes({ ...this, changed: () => this.typed() })
    await this.load()
    this.form.addEventListener('input', () => this.typed())
    this.form.addEventListener('submit', (event) => this.submit(event))
    this.part('discard').addEventListener('click', () => this.guard(() => this.discard()))
    addEventListener('hashchange', () => this.guard(() => this.load()))
    this.store.watch(({ ids }) => (this.part('elsewhere').hidden &&= !ids.includes(this.base?.id)))
  }

  // The address says what the form is for: `#<id>` to edit, `#outcome=pcp-1` and the like for a new entry.
  async load() {
    const asked = decodeURIComponent(location.hash.slice(1))
    const wish = asked.includes('=') ? new URLSearchParams(asked) : new URLSearchParams()
    const id = asked.includes('=') ? '' : asked
    this.base = id ? await this.store.get(id) : undefined
    this.part('missing').hidden = !id || Boolean(this.base)
    this.name = `draft:${this.base?.id ?? 'new'}`
    const draft = await this.store.kept(this.name)
    if (draft?.base) this.base = draft.base
    if (this.base) document.querySelector('main h1').textContent = this.words('edit')
    this.fill(draft?.record ?? this.base ?? this.wished(wish))
    this.part('draft').hidden = !draft
    this.part('elsewhere').hidden = true
    this.part('drafted').textContent = ''
  }

  wished(wish) {
    const link = (type) => (wish.get(type) ? this.catalogue.link(type, wish.get(type)) : null)
    const outcome = link('outcome')
    return { date: today(), outcomes: outcome ? [{ ...outcome, why: '' }] : [], activity: link('activity'), resource: link('resource') }
  }

  fill(record) {
    this.old = record
    for (const name of TEXTS) this.form.elements[name].value = record[name] ?? ''
    this.keepKind(record.evidence_kind)
    this.form.elements.minutes.value = record.minutes ?? ''
    this.outcomes.show(record.outcomes ?? [])
    this.offer()
    for (const type of ['activity', 'resource']) {
      const link = record[type]
      const id = this.catalogue[type](link?.id)?.id ?? link?.id ?? ''
      choose(this.form.elements[type], id, this.words('gone', { title: link?.title || link?.id }))
    }
    this.look()
  }

  keepKind(kind) {
    choose(this.form.elements.evidence_kind, kind ?? '', this.words('gone', { title: kind }))
  }

  // Activities and resources for the chosen outcomes come first.
  offer() {
    const { ids } = this.outcomes
    offer(this.form.elements.activity, servingGroups(this.catalogue.activities, ids, this.words))
    offer(this.form.elements.resource, servingGroups(this.catalogue.resources, ids, this.words))
  }

  // The record that the form makes. Fields that the form does not know stay as they were.
  get record() {
    const { elements } = this.form
    const texts = Object.fromEntries(TEXTS.map((name) => [name, elements[name].value]))
    const minutes = elements.minutes.value === '' ? null : Number(elements.minutes.value)
    const [activity, resource] = ['activity', 'resource'].map((type) => this.linked(type, elements[type].value))
    return { ...this.base, kind: 'entry', ...texts, minutes, activity, resource, outcomes: this.outcomes.links }
  }

  linked(type, id) {
    if (!id) return null
    return this.old[type]?.id === id ? this.old[type] : this.catalogue.link(type, id)
  }

  typed() {
    this.draft()
    const chosen = this.outcomes.ids.join()
    if (chosen !== this.offered) this.offer()
    this.offered = chosen
    this.look()
  }

  // At once, and again when that is done if more has been typed meanwhile.
  async draft() {
    this.more = Boolean(this.drafting)
    if (this.more) return
    this.form.dataset.draft = 'pending'
    this.drafting = this.keepDraft()
    await this.drafting
    this.drafting = undefined
    if (this.more && !this.leaving) await this.draft()
    else this.form.dataset.draft = 'kept'
  }

  async keepDraft() {
    try {
      const record = { ...this.record, outcomes: this.outcomes.drafted }
      await this.store.keep(this.name, { record, base: this.base })
      this.part('drafted').textContent = this.words('drafted')
    } catch (error) {
      this.part('drafted').textContent = this.words('undrafted')
      if (this.part('error').hidden) this.fail(error) // told once, not at every key
    }
  }

  async discard() {
    await this.store.keep(this.name, undefined)
    await this.load()
    this.form.elements.title.focus()
  }

  // Says what could tell who a patient is, and describes the chosen kind of evidence.
  look() {
    const kind = this.catalogue.evidenceKind(this.form.elements.evidence_kind.value)
    this.part('kind-about').textContent = kind?.summary ?? ''
    const labelled = [...LOOKED_AT.map((name) => this.form.elements[name]), ...this.form.querySelectorAll('[name=why]')]
    const found = labelled.flatMap((field) => traces(field.value).map((trace) => ({ ...trace, field })))
    const told = found.map(({ rule, found: words, field }) => this.words(`warn-${rule}`, { found: words, field: labelOf(field) }))
    if (told.join('\n') === this.told) return
    this.told = told.join('\n')
    this.part('warnings').replaceChildren(...(told.length ? this.warning(told) : []))
  }

  warning(told) {
    const list = document.createElement('ul')
    list.append(...told.map((text) => Object.assign(document.createElement('li'), { textContent: text })))
    return [Object.assign(document.createElement('p'), { textContent: this.words('warnings') }), list]
  }

  async submit(event) {
    event.preventDefault()
    if (this.leaving || this.outcomes.unfinished()) return
    this.leaving = true // no draft is to come after the entry
    await this.drafting
    await this.guard(async () => {
      const { record, copy } = await this.store.save(this.record, this.base)
      await this.store.keep('last', { id: record.id, before: this.base ?? null, done: copy ? 'merged' : 'saved' })
      await this.store.keep(this.name, undefined)
      location.assign(`${this.root.dataset.root}my-learning/log/#${record.id}`)
    })
    this.leaving = false
  }
}

const labelOf = (field) => field.labels[0].textContent.replace(/ \(.*\)$/, '')
