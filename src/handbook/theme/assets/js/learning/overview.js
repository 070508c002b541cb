// The first page of My learning: how much there is, and what the handbook's changes ask of it.
import { begin } from './begin.js'
import { answered, questions } from './curriculum.js'
import { fill } from './fill.js'
import { dayWords } from './words.js'

const COUNTED = { entries: 'entry', ratings: 'rating', plans: 'plan' }

export class Overview {
  constructor(root) {
    begin(root, (learning) => this.show(learning))
  }

  async show(learning) {
    Object.assign(this, learning)
    this.store.watch(() => this.guard(() => this.update()))
    await this.update()
  }

  async update() {
    const records = await this.store.all()
    const count = (kind) => records.filter((record) => record.kind === kind).length
    const counted = Object.entries(COUNTED).map(([name, kind]) => [name, this.words(name, { count: count(kind) })])
    const some = Object.values(COUNTED).some(count)
    this.part('counts').textContent = this.words(some ? 'counts' : 'counts-none', Object.fromEntries(counted))
    const asked = questions(records, this.catalogue)
    this.part('questions').hidden = !asked.length
    this.part('question-list').replaceChildren(...asked.map((question, at) => this.item(question, at)))
  }

  item(question, at) {
    const name = question.outcome ? this.catalogue.name(question.outcome) : question.link.title || question.link.id
    const item = fill(this.part('question'), { heading: this.words(question.what, { name }), about: this.about(question) })
    item.querySelector('[data-name=changes]').append(...question.changes.flatMap((change) => [...this.change(change)]))
    item.querySelector('[data-name=choices]').append(...this.choices(question, at))
    item.querySelector('form').addEventListener('submit', (event) => this.answer(event, question))
    return item
  }

  about({ record, link }) {
    const when = record.date ? dayWords(record.date) : ''
    const said = this.words(`question-${record.kind}`, { title: record.title, when })
    return link.why ? `${said} ${this.words('question-why', { why: link.why })}` : said
  }

  *change({ version, note, before, after }) {
    const lines = { before, after, why: note }
    for (const [name, text] of Object.entries(lines)) {
      if (!text) continue
      yield Object.assign(document.createElement('dt'), { textContent: this.words(name, { version }) })
      yield Object.assign(document.createElement('dd'), { textContent: text })
    }
  }

  choices({ what, instead }, at) {
    const keep = what === 'changed' ? 'keep' : 'keep-withdrawn'
    const choices = [['keep', this.words(keep)], ...instead.map((one) => [one.id, this.words('instead', { name: this.catalogue.name(one) })])]
    return choices.map(([value, text], index) => {
      const label = Object.assign(document.createElement('label'), { className: 'handbook-choice' })
      const input = Object.assign(document.createElement('input'), { className: 'handbook-choice__input', type: 'radio', name: `answer-${at}`, value })
      input.required = true
      if (choices.length === 1 && !index) input.checked = true
      label.append(input, ' ', Object.assign(document.createElement('span'), { textContent: text }))
      return label
    })
  }

  async answer(event, question) {
    event.preventDefault()
    const [[, choice]] = new FormData(event.target)
    const record = answered(question.record, question, choice, this.catalogue)
    await this.guard(async () => {
      await this.store.save(record, question.record)
      this.say(this.words('answered'))
      await this.update()
      const next = this.part('question-list').querySelector('h3') ?? document.querySelector('main h1')
      next.tabIndex = -1
      next.focus()
    })
  }
}
