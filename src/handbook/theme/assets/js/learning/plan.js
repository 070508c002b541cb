// The plan: what somebody means to do, in their own order. Each change is saved at once and can be undone.
import { begin } from './begin.js'
import { calendar } from './calendar.js'
import { questions } from './curriculum.js'
import { today } from './words.js'
import { download } from './download.js'
import { make } from './make.js'
import { Item } from './item.js'
import { added, found, inOrder, moved, removed, total } from './planning.js'
import { Typing } from './typing.js'

export class Plan {
  constructor(root) {
    begin(root, (learning) => this.show(learning))
  }

  async show(learning) {
    Object.assign(this, learning)
    this.learning = learning
    this.part = Object.fromEntries([...this.body.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, part]))
    this.saving = Promise.resolve()
    this.opened = new Set() // things whose details are open
    this.typing = new Typing(this.body, () => this.late && this.run(() => {}))
    this.part.calendar.addEventListener('click', () => this.calendar())
    this.part.sort.addEventListener('click', () => this.sort())
    this.part.print.addEventListener('click', () => print())
    this.part.back.addEventListener('click', () => this.back())
    await this.draw()
    this.store.watch(({ erased }) => erased || this.draw().catch(this.fail))
    addEventListener('hashchange', () => this.take())
    await this.take()
  }

  // From the button of a page, whose reader has just started: `#add=outcome:ph-3`.
  async take() {
    const [, about, id] = /^#add=(outcome|activity|resource):([\w-]+)$/.exec(location.hash) ?? []
    if (!about) return
    history.replaceState(null, '', location.pathname)
    const record = this.catalogue[about](id)
    if (!record) return this.say(this.words('missing'))
    const title = this.catalogue.name(record)
    const there = await found(this.store, about, record.id)
    if (there) return this.say(this.words('there', { title }))
    return this.run(async () => {
      await added(this.store, about, this.catalogue.link(about, record.id))
      this.undoable(this.words('added', { title }), async () => {
        await removed(this.store, about, record.id)
        return this.words('undone', { title })
      })
    })
  }

  // Draws what the store holds. What has the focus keeps it; while somebody types in it, the drawing waits.
  async draw() {
    const records = inOrder(await this.store.all('plan'))
    this.late = Boolean(this.typing.field)
    if (this.late) return
    const asked = new Map(questions(records, this.catalogue).map((question) => [question.record.id, question]))
    const focus = held(this.body)
    this.items = records.map((record) => new Item(record, this.learning, this, asked.get(record.id)))
    this.open = this.items.filter(({ record }) => !record.done)
    const closed = this.items.filter(({ record }) => record.done)
    for (const [at, item] of this.open.entries()) item.place(at, this.open.length)
    const { part } = this
    part.open.replaceChildren(...this.open.map(({ element }) => element))
    part.closed.replaceChildren(...closed.map(({ element }) => element))
    part.todo.hidden = !this.open.length
    part.finished.hidden = !closed.length
    part.empty.hidden = this.items.length > 0
    part.tools.hidden = part['calendar-hint'].hidden = part.total.hidden = !this.items.length
    part.sort.hidden = this.open.filter(({ record }) => record.target).length < 2
    part.total.textContent = this.sum(closed.length)
    this.ask(asked.size)
    focus?.()
  }

  sum(done) {
    const timed = this.items.map(({ record, minutes }) => ({ done: record.done, minutes }))
    const { minutes, unknown } = total(timed)
    const length = this.length(minutes)
    const time = minutes ? this.words(unknown ? 'time-some' : 'time', { length, unknown }) : this.open.length ? this.words('time-none') : ''
    return this.words('total', { count: this.open.length, done, time })
  }

  length(all) {
    const [hours, minutes] = [Math.floor(all / 60), all % 60]
    const word = hours && minutes ? 'hours' : hours ? 'only-hours' : 'only-minutes'
    return this.words(word, { hours, minutes })
  }

  ask(count) {
    this.part.questions.hidden = !count
    const link = make('a', { href: `${this.root.dataset.root}my-learning/` }, this.words('questions-link'))
    this.part.questions.replaceChildren(`${this.words('questions', { count })} `, link)
  }

  // Changes. Each says what it has done, and how to go back. One after the other.

  change(item, fields, word) {
    const { record, title } = item
    return this.run(async () => {
      const before = Object.fromEntries(Object.keys(fields).map((name) => [name, record[name]]))
      const base = await this.store.get(record.id)
      await this.store.save({ ...base, ...fields }, base)
      this.undoable(this.words(word, { title }), async () => {
        const now = await this.store.get(record.id)
        await this.store.save({ ...now, ...before }, now)
        return this.words('undone', { title })
      })
    })
  }

  remove({ record, title }) {
    return this.run(async () => {
      await this.store.remove(record.id)
      this.undoable(this.words('removed', { title }), async () => {
        await this.store.restore(record.id)
        return this.words('undone', { title })
      })
      this.part.back.focus()
    })
  }

  move(item, by) {
    const from = this.open.indexOf(item)
    const to = from + by
    if (to < 0 || to >= this.open.length) return
    const figures = { title: item.title, at: to + 1, all: this.open.length }
    this.arrange(moved(this.open.map(({ record }) => record), from, to), this.words(by < 0 ? 'up-now' : 'down-now', figures))
  }

  sort() {
    const records = this.open.map(({ record }) => record)
    const dated = [...records].sort((one, other) => ((one.target ?? '~') < (other.target ?? '~') ? -1 : one.target === other.target ? 0 : 1))
    const changes = dated.map((record, at) => ({ record: { ...record, order: at + 1 }, base: record }))
    this.arrange(changes.filter(({ record, base }) => record.order !== base.order), this.words('sorted'))
  }

  arrange(changes, said) {
    return this.run(async () => {
      await this.store.saveAll(changes)
      this.undoable(said, async () => {
        const now = await Promise.all(changes.map(({ base }) => this.store.get(base.id)))
        await this.store.saveAll(now.map((record, at) => ({ record: { ...record, order: changes[at].base.order }, base: record })))
        return this.words('undone-order')
      })
    })
  }

  remember(id, open) {
    if (open) this.opened.add(id)
    else this.opened.delete(id)
  }

  run(work) {
    this.saving = this.saving.then(work).then(() => this.draw()).catch(this.fail)
    return this.saving
  }

  undoable(said, undo) {
    this.undoing = undo
    this.part.undone.textContent = said
    this.part.undo.hidden = false
    this.say(said)
  }

  back() {
    return this.run(async () => {
      const said = await this.undoing()
      this.part.undo.hidden = true
      this.say(said)
    }).then(() => (this.open.length ? this.part.todo : this.part.finished).querySelector('h2').focus())
  }

  // The calendar.

  calendar() {
    const events = this.open.filter(({ record }) => record.target).map((item) => item.event())
    if (!events.length) return this.say(this.words('calendar-none'))
    const { title } = this.catalogue.framework
    const name = this.words('calendar-name')
    const text = calendar({ product: `-//${title}//${name}//EN`, name: `${name}: ${title}`, events })
    download(`my-learning-plan-${today()}.ics`, text, 'text/calendar')
    this.say(this.words('calendar', { count: events.length }))
  }
}

// Gives the focus back after the list has been drawn anew: to the same control of the same thing.
const held = (body) => {
  const at = document.activeElement
  const item = body.contains(at) ? at.closest('[data-item]')?.dataset.item : undefined
  if (!item || !at.dataset.control) return undefined
  const { control } = at.dataset
  return () => {
    const place = body.querySelector(`[data-item="${CSS.escape(item)}"]`)
    const again = place?.querySelector(`[data-control="${control}"]:not(:disabled)`) ?? place?.querySelector('a')
    again?.focus()
  }
}
