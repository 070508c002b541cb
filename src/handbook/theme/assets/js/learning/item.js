// One thing of a plan: what it is, when it should be done, and what can be done with it.
import { dayWords, today } from './words.js'
import { make } from './make.js'

const MOST = 100_000 // minutes, as the records allow

export class Item {
  constructor(record, { catalogue, words, root, say }, plan, question) {
    Object.assign(this, { record, catalogue, words, root, say, plan, question })
    this.known = catalogue[record.about](record.item.id)
    this.title = this.known ? catalogue.name(this.known) : record.item.title || record.item.id
    this.minutes = record.minutes ?? this.known?.minutes ?? null
    this.element = make('li', { class: 'handbook-plan__item', 'data-item': record.id }, ...this.parts())
  }

  parts() {
    return [this.head(), ...this.warnings(), this.facts(), this.controls(), this.details()]
  }

  head() {
    const tag = make('span', { class: 'handbook-tag' }, this.words(this.record.about))
    const name = this.known
      ? make('a', { class: 'handbook-plan__link', href: this.catalogue.href(this.known) }, this.title)
      : make('span', { class: 'handbook-plan__link' }, this.words('unknown', { title: this.title }))
    return make('p', { class: 'handbook-plan__head' }, name, ' ', tag)
  }

  // What has become of it in the handbook.
  warnings() {
    const { known, question, record } = this
    const status = known?.status
    const word = ['withdrawn', 'retired'].find((one) => one === status) ?? (question && known ? 'changed' : '')
    if (!word) return []
    const ids = [known.replaced_by ?? []].flat()
    const instead = ids.map((id) => this.catalogue[record.about](id)).filter(Boolean)
    const links = instead.flatMap((other) => [' ', make('a', { href: this.catalogue.href(other) }, this.catalogue.name(other))])
    return [make('p', { class: 'handbook-plan__warning' }, this.words(word), ...(links.length ? [` ${this.words('instead')}`, ...links] : []))]
  }

  facts() {
    const { done, target, note } = this.record
    const late = target && target < today()
    const when = done ? this.words('done-on', { date: dayWords(done) }) : target ? this.words(late ? 'late' : 'by', { date: dayWords(target) }) : ''
    const takes = this.minutes === null || done ? '' : this.words('takes', { minutes: this.minutes })
    const said = [when, takes].filter(Boolean).join(' ')
    return make('div', { class: 'handbook-plan__facts' }, said && make('p', {}, said), note && make('p', { class: 'handbook-plan__note' }, note))
  }

  controls() {
    const { record } = this
    const box = make('input', { type: 'checkbox', checked: Boolean(record.done), 'data-control': 'done', 'aria-label': this.words('done-for', { title: this.title }) })
    box.addEventListener('change', () => this.plan.change(this, { done: box.checked ? today() : null }, box.checked ? 'finished' : 'reopened'))
    const done = make('label', { class: 'handbook-choice' }, box, make('span', {}, this.words('done')))
    const write = make(
      'a',
      { class: 'handbook-button handbook-button--quiet', href: `${this.root.dataset.root}my-learning/entry/#${record.about}=${record.item.id}`, 'aria-label': this.words('evidence-for', { title: this.title }) },
      this.words('evidence'),
    )
    this.up = this.button('up', () => this.plan.move(this, -1))
    this.down = this.button('down', () => this.plan.move(this, 1))
    const order = record.done ? [] : [this.up, this.down]
    return make('div', { class: 'handbook-plan__controls' }, done, ...order, write, this.button('remove', () => this.plan.remove(this)))
  }

  button(word, act) {
    const attributes = { type: 'button', class: 'handbook-button handbook-button--quiet', 'data-control': word, 'aria-label': this.words(`${word}-for`, { title: this.title }) }
    return make('button', { ...attributes, click: act }, this.words(word))
  }

  details() {
    const { record, title } = this
    const control = (word, element) => {
      element.classList.add('handbook-field__control')
      element.dataset.control = word
      element.setAttribute('aria-label', this.words(`${word}-for`, { title }))
      return make('label', { class: 'handbook-field' }, make('span', { class: 'handbook-field__label' }, this.words(word)), element)
    }
    const date = make('input', { type: 'date', value: record.target ?? '' })
    date.addEventListener('change', () => (date.validity.valid ? this.set({ target: date.value || null }) : this.say(this.words('date-wrong', { title }))))
    const minutes = make('input', { type: 'number', min: 0, max: MOST, step: 1, value: record.minutes ?? '', placeholder: this.known?.minutes })
    minutes.addEventListener('change', () => this.measure(minutes))
    const note = make('textarea', { rows: 3 }, record.note)
    note.addEventListener('change', () => this.set({ note: note.value }))
    const summary = make('summary', { 'data-control': 'details' }, this.words('details'), make('span', { class: 'handbook-hidden' }, `: ${title}`))
    const fields = make('div', { class: 'handbook-plan__fields' }, control('target', date), control('minutes', minutes), control('note', note))
    const box = make('details', { class: 'handbook-plan__details', open: this.plan.opened.has(record.id) }, summary, fields)
    box.addEventListener('toggle', () => this.plan.remember(record.id, box.open))
    return box
  }

  set(fields) {
    return this.plan.change(this, fields, 'saved')
  }

  measure(field) {
    if (!field.validity.valid) return this.say(this.words('minutes-wrong', { title: this.title }))
    return this.set({ minutes: field.value === '' ? null : Number(field.value) })
  }

  // Where it stands among those that are still to do.
  place(at, all) {
    this.up.disabled = at === 0
    this.down.disabled = at === all - 1
  }

  event() {
    const { record, known, title } = this
    const from = this.words('calendar-from', { framework: this.catalogue.framework.title })
    return {
      uid: record.id,
      day: record.target,
      changed: record.changed,
      title,
      text: [record.note, from].filter(Boolean).join('\n\n'),
      url: known && new URL(this.catalogue.href(known), location.href).href,
    }
  }
}
