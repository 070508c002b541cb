// The evidence log: find an entry among many, delete it, bring it back, copy it. Only as many are drawn as are looked at.
import { Fold } from '../fold.js'
import { plain } from '../plain.js'
import { begin } from './begin.js'
import { kindOptions, offer, outcomeGroups } from './choices.js'
import { fill } from './fill.js'
import { asText, titled } from './text.js'
import { dayWords } from './words.js'

const SHOWN = 25 // at a time

export class Log {
  constructor(root) {
    begin(root, (learning) => this.show(learning))
  }

  async show(learning) {
    Object.assign(this, learning)
    this.form = this.part('filter')
    this.fold = new Fold(this.form.querySelector('details'))
    this.form.elements.kind.append(...kindOptions(this.catalogue))
    this.shown = SHOWN
    this.listen()
    this.store.watch(() => this.guard(() => this.read()))
    await this.read()
    await this.arrive()
  }

  listen() {
    this.form.addEventListener('input', () => this.narrow())
    this.form.addEventListener('submit', (event) => event.preventDefault())
    this.form.addEventListener('reset', () => setTimeout(() => this.narrow()))
    this.part('list').addEventListener('click', (event) => this.clicked(event))
    this.part('more').addEventListener('click', () => this.more())
    this.part('undo').addEventListener('click', () => this.guard(() => this.undo()))
  }

  // Who has just saved an entry sees it, and can take it back.
  async arrive() {
    const last = await this.store.kept('last')
    const id = location.hash.slice(1)
    const entry = id && this.entries.find((one) => one.id === id)
    if (!last || !entry || last.id !== id) return
    this.offerUndo(last, entry)
    setTimeout(() => this.part('done-text').focus())
  }

  offerUndo(last, { title, outcomes = [] }) {
    this.last = last
    const bare = ['saved', 'merged'].includes(last.done) && !outcomes.length
    const said = this.words(`done-${last.done}`, { title })
    this.part('done-text').textContent = bare ? `${said} ${this.words('done-bare')}` : said
    this.part('done').hidden = false
  }

  async read() {
    const records = await this.store.everything()
    this.entries = records.filter(({ kind }) => kind === 'entry').sort(latestFirst)
    for (const entry of this.entries) entry.searched = plain(this.searched(entry))
    const named = new Set(this.entries.flatMap(({ outcomes = [] }) => outcomes.map(({ id }) => this.catalogue.outcome(id)?.id)))
    const groups = outcomeGroups(this.catalogue, [...named])
    const used = groups.map((group) => ({ ...group, options: group.options.filter(({ value }) => named.has(value)) }))
    offer(this.form.elements.outcome, used)
    this.update()
  }

  searched(entry) {
    const links = [...(entry.outcomes ?? []), entry.activity, entry.resource].filter(Boolean)
    const kind = this.catalogue.evidenceKind(entry.evidence_kind)?.title
    const texts = [entry.title, entry.happened, entry.learned, entry.next, entry.reference, kind]
    return [...texts, ...links.flatMap(({ id, title, why }) => [id, title, why])].filter(Boolean).join('\n')
  }

  narrow() {
    this.shown = SHOWN
    this.update()
  }

  get fitting() {
    const { words, outcome, kind, from, to, deleted } = Object.fromEntries(new FormData(this.form))
    const asked = plain(words).split(/\s+/).filter(Boolean)
    return this.entries.filter(
      (entry) =>
        Boolean(entry.deleted) === Boolean(deleted) &&
        asked.every((word) => entry.searched.includes(word)) &&
        (!kind || entry.evidence_kind === kind) &&
        (!outcome || (entry.outcomes ?? []).some(({ id }) => this.catalogue.outcome(id)?.id === outcome)) &&
        (!from || entry.date >= from) &&
        (!to || entry.date <= to),
    )
  }

  update() {
    const found = this.fitting
    const { words, ...chosen } = Object.fromEntries(new FormData(this.form))
    this.fold.tell(Object.values(chosen).filter(Boolean).length)
    this.part('list').replaceChildren(...found.slice(0, this.shown).map((entry) => this.item(entry)))
    const rest = found.length - this.shown
    this.part('more').hidden = rest <= 0
    this.part('more').textContent = this.words('more', { count: Math.min(rest, SHOWN) })
    this.tell(found.length)
  }

  tell(count) {
    const deleted = this.form.elements.deleted.checked
    const all = this.entries.filter((entry) => Boolean(entry.deleted) === deleted).length
    const name = deleted ? 'count-deleted' : !all ? 'none' : count === all ? 'count' : 'count-of'
    const text = this.words(name, { count, all })
    const heading = this.part('count')
    if (heading.textContent && text !== heading.textContent) this.part('told').textContent = text
    heading.textContent = text
    this.part('empty').hidden = Boolean(all) || deleted
    this.form.hidden = !this.entries.length // there is nothing to look for yet
  }

  more() {
    const first = this.shown
    this.shown += SHOWN
    this.update()
    this.part('list').children[first]?.querySelector('a').focus()
  }

  item(entry) {
    const { title } = entry
    const gone = Boolean(entry.deleted)
    const does = (name, shown) => (shown ? this.words(name) : '')
    const item = fill(this.part('item'), {
      title,
      date: dayWords(entry.date),
      facts: this.facts(entry),
      copy: entry.copy_of ? this.words('is-copy') : '',
      text: entry.happened || entry.learned,
      'copy-text': does('copy-text', true),
      remove: does('remove', !gone),
      restore: does('restore', gone),
      erase: does('erase', gone),
    })
    // A title may be a whole sentence: only who hears the buttons one by one needs it in each.
    for (const button of item.querySelectorAll('[data-does]')) {
      button.ariaLabel = this.words(`${button.dataset.name}-for`, { title })
    }
    item.dataset.id = entry.id
    item.querySelector('time').dateTime = entry.date
    item.querySelector('a').href = `${this.root.dataset.root}my-learning/entry/#${entry.id}`
    item.querySelector('[data-name=outcomes]').append(...(entry.outcomes ?? []).map((link) => this.outcome(link)))
    return item
  }

  facts({ evidence_kind: id, minutes }) {
    const kind = this.catalogue.evidenceKind(id)?.title
    const time = minutes === null || minutes === undefined ? '' : this.words('minutes', { count: minutes })
    return [kind, time].filter(Boolean).map((fact) => `· ${fact}`).join(' ')
  }

  outcome(link) {
    return Object.assign(document.createElement('li'), { textContent: titled(link, 'outcome', this.catalogue) })
  }

  clicked({ target }) {
    const button = target.closest('[data-does]')
    if (!button) return
    const id = button.closest('li[data-id]').dataset.id
    const entry = this.entries.find((one) => one.id === id)
    this.guard(() => this[button.dataset.does](entry, button))
  }

  async copy(entry, button) {
    try {
      await navigator.clipboard.writeText(asText(entry, this.catalogue, this.words))
      button.textContent = this.words('copied')
      button.ariaLabel = this.words('copied-for', { title: entry.title })
      this.part('told').textContent = button.ariaLabel
    } catch {
      this.say(this.words('not-copied'))
    }
  }

  async remove(entry) {
    const before = await this.store.get(entry.id)
    await this.store.remove(entry.id)
    await this.done({ id: entry.id, before, done: 'removed' }, entry)
  }

  async restore(entry) {
    const before = await this.store.get(entry.id)
    await this.store.restore(entry.id)
    await this.done({ id: entry.id, before, done: 'restored' }, entry)
  }

  async done(last, entry) {
    await this.store.keep('last', last)
    await this.read()
    this.offerUndo(last, entry)
    this.part('done-text').focus()
  }

  async erase(entry) {
    this.part('sure-name').textContent = entry.title
    if ((await asked(this.part('sure'))) !== 'yes') return
    await this.store.erase(entry.id)
    await this.read()
    this.part('count').focus()
  }

  // What was there before comes back; an entry that was new is deleted, and can be brought back in its turn.
  async undo() {
    const { id, before } = this.last
    const now = await this.store.get(id)
    if (before && now) await this.store.save({ ...before, clock: now.clock }, now)
    else await this.store.remove(id)
    await this.store.keep('last', undefined)
    this.part('done').hidden = true
    await this.read()
    this.say(this.words('undone'))
    this.part('count').focus()
  }
}

const latestFirst = (one, other) => other.date.localeCompare(one.date) || other.made.localeCompare(one.made)

// Which button closed a dialog.
export const asked = (dialog) =>
  new Promise((resolve) => {
    dialog.returnValue = 'no'
    dialog.addEventListener('close', () => resolve(dialog.returnValue), { once: true })
    dialog.showModal()
  })
