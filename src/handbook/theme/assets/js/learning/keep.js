// Save, bring in, erase: everything that goes out of this browser or comes into it, and only when the reader says so.
import { begin } from './begin.js'
import { download } from './download.js'
import { entriesCsv, entriesMarkdown } from './entries.js'
import { FileError, readFile } from './file.js'
import { canLink, LinkedFile } from './linked.js'
import { asked } from './log.js'
import { merged } from './records.js'
import { FORMAT } from './migrate.js'
import { momentWords, today } from './words.js'

export class Keep {
  constructor(root) {
    begin(root, (learning) => this.show(learning))
  }

  async show(learning) {
    Object.assign(this, learning)
    const buttons = {
      json: () => this.json(),
      'sure-save': () => this.json(),
      csv: () => this.entries('csv', entriesCsv, 'text/csv'),
      markdown: () => this.entries('md', entriesMarkdown, 'text/markdown'),
      import: () => this.bring(),
      leave: () => this.leave(),
      unmerge: () => this.unmerge(),
      persist: () => this.persist(),
      wipe: () => this.wipe(),
    }
    for (const [name, does] of Object.entries(buttons)) this.part(name).addEventListener('click', () => this.guard(does))
    this.part('file').addEventListener('change', () => this.guard(() => this.chosen()))
    this.store.watch(() => this.guard(() => this.update()))
    await this.link()
    await this.update()
    await this.lasting()
  }

  async update() {
    this.part('how-much').textContent = this.words('how-much', await this.counts())
    this.part('imported').hidden = !(await this.store.kept('undo'))
  }

  async counts() {
    const records = await this.store.everything()
    const entries = records.filter(({ kind }) => kind === 'entry').length
    return {
      entries: this.words('entries', { count: entries }),
      others: this.words('others', { count: records.length - entries }),
    }
  }

  // Out.

  name(ending) {
    return `my-learning-${this.store.place.framework}-${today()}.${ending}`
  }

  async json() {
    const name = this.name('json')
    download(name, JSON.stringify(await this.store.contents(), null, 1), 'application/json')
    await this.store.backedUp()
    this.say(this.words('saved', { name }))
  }

  async entries(ending, made, type) {
    const entries = await this.store.all('entry')
    entries.sort((one, other) => one.date.localeCompare(other.date))
    download(this.name(ending), made(entries, this.catalogue, this.words), type)
    this.say(this.words('saved', { name: this.name(ending) }))
  }

  // In.

  async chosen() {
    const [file] = this.part('file').files
    this.leave()
    if (!file) return
    try {
      this.file = { name: file.name, ...readFile(await file.text(), this.store.known) }
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      this.part('unread-text').textContent = this.words(`unread-${error.reason}`, { name: file.name, found: error.found, known: FORMAT })
      this.part('unread').hidden = false
      return
    }
    await this.preview()
  }

  async preview() {
    const stored = new Map((await this.store.everything()).map((record) => [record.id, record]))
    const found = merged(stored, this.file.records)
    const lines = [...this.told(), ...this.counted(found)]
    this.part('preview-list').replaceChildren(...lines.map(item))
    this.part('preview-heading').textContent = this.words('preview', { name: this.file.name })
    const { unread } = this.file
    this.part('problems').replaceChildren(...unread.map((one) => item(this.problem(one))))
    this.part('preview-problems').hidden = !unread.length
    this.part('import').hidden = !found.after.length
    this.part('preview').hidden = false
    this.part('preview-heading').focus()
  }

  *told() {
    const { exported, framework } = this.file
    const when = Number.isNaN(Date.parse(exported)) ? exported : momentWords(exported)
    if (exported) yield this.words('from', { when, version: framework.version, title: framework.title })
    if (framework.id !== this.store.place.framework) yield this.words('foreign', { title: framework.title || framework.id })
  }

  *counted({ after, ...found }) {
    const sizes = { fresh: found.fresh.length, newer: found.newer.length, both: found.both.length, same: found.same, older: found.older, trimmed: this.file.trimmed }
    for (const [name, count] of Object.entries(sizes)) if (count) yield this.words(name, { count })
    if (!after.length) yield this.words('nothing')
  }

  problem({ at, title, problems }) {
    const fields = [...new Set(problems.map(({ path }) => path.slice(1) || '?'))].join(', ')
    return this.words('problem', { number: at + 1, title: title || '?', fields })
  }

  async bring() {
    const { name, records, extra } = this.file
    await this.store.merge(records, extra)
    this.leave()
    await this.update()
    this.part('imported-text').textContent = this.words('imported', { name })
    this.part('imported-text').focus()
  }

  leave() {
    this.part('preview').hidden = true
    this.part('unread').hidden = true
  }

  async unmerge() {
    const count = await this.store.unmerge()
    await this.update()
    this.part('imported-text').textContent = ''
    this.say(this.words(count ? 'unmerged-but' : 'unmerged', { count }))
    this.part('file').focus()
  }

  // A file of the reader's own.

  async link() {
    this.part('linked').hidden = !canLink()
    this.linked = new LinkedFile(this.store, (state, name) => this.linkState(state, name))
    const buttons = {
      'file-new': () => this.linked.create(`my-learning-${this.store.place.framework}.json`),
      'file-open': () => this.linked.open(),
      'file-again': () => this.linked.again(),
      'file-off': () => this.linked.off(),
    }
    for (const [name, does] of Object.entries(buttons)) {
      this.part(name).addEventListener('click', () => this.guard(() => this.picking(does)))
    }
    if (canLink()) await this.linked.begin()
  }

  // Who closes the browser's window without choosing has done nothing wrong.
  async picking(does) {
    try {
      await does()
      this.part('file-state').focus()
    } catch (error) {
      if (error.name === 'AbortError') return
      this.linkState('lost', this.linked.handle?.name ?? '')
    }
  }

  linkState(state, name) {
    this.part('file-state').textContent = this.words(`file-${state}`, { name })
    this.part('file-again').hidden = state !== 'asks'
    this.part('file-off').hidden = state === 'none'
  }

  // How long it lasts.

  async lasting() {
    const kept = await this.store.persisted()
    this.part('lasting').textContent = this.words(kept ? 'kept-yes' : 'kept-no')
    this.part('persist').hidden = Boolean(kept) || !navigator.storage?.persist
  }

  async persist() {
    const kept = await this.store.persist()
    await this.lasting()
    this.say(this.words(kept ? 'kept-yes' : 'kept-still-no'))
  }

  async wipe() {
    const { at } = await this.store.backup()
    const backup = at ? this.words('backup-last', { when: momentWords(at) }) : this.words('backup-never')
    this.part('sure-text').textContent = this.words('sure', { ...(await this.counts()), backup })
    this.part('sure-box').checked = false
    if ((await asked(this.part('sure'))) === 'yes') await this.store.wipe()
  }
}

const item = (text) => Object.assign(document.createElement('li'), { textContent: text })
