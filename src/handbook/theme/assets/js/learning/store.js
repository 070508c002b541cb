// Keeps the learner's records in this browser. Tabs hear of each other's changes, and no change is lost between them.
import { answer, erase, open, StoreError, transact } from './database.js'
import { ticked } from './clock.js'
import { FORMAT } from './migrate.js'
import { merged, newId, written } from './records.js'
import { problems } from './shape.js'

export { StoreError } from './database.js'
export { placeOf } from './place.js'

const SPARE = ['format', 'format_version', 'framework', 'exported', 'records']

export class Store {
  // The store if the reader has started one, or null. Makes nothing.
  static async find(place) {
    const database = await open(place.name)
    return database && Store.#of(place, database)
  }

  // Only when the reader asks for it: makes the store, and asks the browser to keep it.
  static async start(place) {
    const database = await open(place.name, { create: true })
    const store = await Store.#of(place, database)
    await store.persist()
    return store
  }

  static async #of(place, database) {
    const { default: known } = await import(place.catalogue)
    const store = new Store(place, database, known)
    store.browser = (await store.kept('browser')) ?? (await store.#named())
    return store
  }

  constructor(place, database, known) {
    this.place = place
    this.known = known
    this.database = database
    this.watchers = new Set()
    database.onversionchange = () => database.close()
    database.onclose = () => this.#tell({ ids: [], erased: true }) // the browser has cleared it
    this.#listen()
  }

  // A name for this browser in clocks. Random: it says nothing about whom or where.
  async #named() {
    const name = newId().slice(0, 8)
    return transact(this.database, 'readwrite', async (_, kept) => {
      const there = await answer(kept.get('browser'))
      if (!there) kept.put({ name: 'browser', value: name })
      return there?.value ?? name
    })
  }

  // true: the browser has promised to keep it; false: it may clear it; undefined: it does not say.
  async persist() {
    return navigator.storage?.persist?.().catch(() => undefined)
  }

  async persisted() {
    return navigator.storage?.persisted?.().catch(() => undefined)
  }

  // Reading.

  async all(kind, { deleted = false } = {}) {
    const found = await this.everything()
    return found.filter((record) => (!kind || record.kind === kind) && Boolean(record.deleted) === deleted)
  }

  everything() {
    return transact(this.database, 'readonly', (records) => answer(records.getAll()))
  }

  get(id) {
    return transact(this.database, 'readonly', (records) => answer(records.get(id)))
  }

  // Writing.

  async save(record, base) {
    const [result] = await this.saveAll([{ record, base }])
    return result
  }

  async saveAll(items) {
    const ready = items.map(({ record, base }) => ({ record: this.#complete(record), base }))
    for (const { record } of ready) this.#check(record)
    return this.#change(async (records) => {
      const results = []
      for (const { record, base } of ready) {
        const stored = await answer(records.get(record.id))
        const result = written(stored, record, base, this.browser, new Date().toISOString())
        records.put(result.record)
        if (result.copy && !(await answer(records.get(result.copy.id)))) records.put(result.copy)
        results.push(result)
      }
      return [results, results.flatMap((result) => Object.values(result))]
    })
  }

  remove(id) {
    return this.#mark(id, (record) => ({ ...record, deleted: new Date().toISOString() }))
  }

  restore(id) {
    return this.#mark(id, ({ deleted: _, ...record }) => record)
  }

  // For good. A file that still holds it can bring it back.
  erase(id) {
    return this.#change(async (records) => {
      records.delete(id)
      return [undefined, [{ id }]]
    })
  }

  // Records from a file. What was there before is kept until the next import, for `unmerge`.
  merge(incoming, extra = {}, { undo = true } = {}) {
    for (const record of incoming) this.#check(record)
    return this.#change(async (records, kept) => {
      const stored = new Map((await answer(records.getAll())).map((record) => [record.id, record]))
      const found = merged(stored, incoming)
      const before = found.after.map(({ id, clock }) => ({ id, clock, record: stored.get(id) ?? null }))
      for (const record of found.after) records.put(record)
      if (undo) kept.put({ name: 'undo', value: before })
      const spare = (await answer(kept.get('extra')))?.value ?? {}
      kept.put({ name: 'extra', value: { ...spare, ...extra } })
      return [found, found.after]
    })
  }

  // Takes the last import back. Returns how many records have been changed since, and stay.
  unmerge() {
    return this.#change(async (records, kept) => {
      const before = (await answer(kept.get('undo')))?.value ?? []
      let changed = 0
      for (const { id, clock, record } of before) {
        const now = await answer(records.get(id))
        const untouched = now && JSON.stringify(now.clock) === JSON.stringify(clock)
        if (!untouched) changed += Boolean(now)
        else if (record) records.put(record)
        else records.delete(id)
      }
      kept.delete('undo')
      return [changed, before]
    })
  }

  // Small things beside the records: drafts, settings. They do not go into the file.

  keep(name, value) {
    return transact(this.database, 'readwrite', (_, kept) =>
      answer(value === undefined ? kept.delete(name) : kept.put({ name, value })),
    )
  }

  async kept(name) {
    const found = await transact(this.database, 'readonly', (_, kept) => answer(kept.get(name)))
    return found?.value
  }

  // The file.

  async contents() {
    const { id, title, uri, version } = this.known.framework
    return {
      ...((await this.kept('extra')) ?? {}),
      format: 'my-learning',
      format_version: FORMAT,
      framework: { id, title, uri, version },
      exported: new Date().toISOString(),
      records: await this.everything(),
    }
  }

  // When a copy was last saved elsewhere, and how many changes there have been since.
  async backup() {
    const { at = null, count = 0 } = (await this.kept('backup')) ?? {}
    return { at, since: ((await this.kept('changes')) ?? 0) - count }
  }

  async backedUp() {
    await this.keep('backup', { at: new Date().toISOString(), count: (await this.kept('changes')) ?? 0 })
    this.#tell({ ids: [] })
  }

  // The end.

  async wipe() {
    const news = { ids: [], erased: true }
    this.#send(news)
    this.close()
    await erase(this.place.name)
    localStorageOf(() => localStorage.removeItem(this.place.name))
    for (const told of this.watchers) told(news)
  }

  close() {
    this.database.onclose = null
    this.database.close()
    this.channel?.close()
    removeEventListener('storage', this.heard)
  }

  // Tabs.

  watch(told) {
    this.watchers.add(told)
    return () => this.watchers.delete(told)
  }

  #listen() {
    if (globalThis.BroadcastChannel) {
      this.channel = new BroadcastChannel(this.place.name)
      this.channel.onmessage = ({ data }) => this.#hear(data)
    }
    this.heard = ({ key, newValue }) => key === this.place.name && newValue && this.#hear(JSON.parse(newValue))
    addEventListener('storage', this.heard)
  }

  #hear(news) {
    if (news.erased) this.database.close()
    for (const told of this.watchers) told(news)
  }

  #send(news) {
    if (this.channel) this.channel.postMessage(news)
    else localStorageOf(() => localStorage.setItem(this.place.name, JSON.stringify({ ...news, at: Date.now() })))
  }

  #tell(news) {
    this.#send(news)
    for (const told of this.watchers) told(news)
  }

  // Helpers.

  #complete(record) {
    if (record.clock) return record
    const now = new Date().toISOString()
    return { id: newId(), ...record, clock: {}, made: now, changed: now, version: this.place.version }
  }

  #check(record) {
    const found = problems(this.known.schema, record)
    if (found.length) throw new StoreError('invalid', { problems: found })
  }

  #mark(id, changed) {
    return this.#change(async (records) => {
      const stored = await answer(records.get(id))
      if (!stored) return [undefined, []]
      const now = new Date().toISOString()
      const record = { ...changed(stored), clock: ticked(stored.clock, this.browser), changed: now }
      records.put(record)
      return [record, [record]]
    })
  }

  async #change(work) {
    const [result, touched] = await transact(this.database, 'readwrite', async (records, kept) => {
      const found = await work(records, kept)
      const count = (await answer(kept.get('changes')))?.value ?? 0
      kept.put({ name: 'changes', value: count + found[1].length })
      return found
    })
    if (touched.length) this.#tell({ ids: touched.map(({ id }) => id) })
    return result
  }
}

// What a file says beside what we know of: it stays with the records.
export const spare = (file) => Object.fromEntries(Object.entries(file).filter(([name]) => !SPARE.includes(name)))

// Storage may be forbidden; then tabs do not hear of each other, and read anew when they are looked at.
const localStorageOf = (use) => {
  try {
    use()
  } catch {
    // see above
  }
}
