// File-first: every change is written to a file that the reader has chosen, where the browser can do so.
// https://wicg.github.io/file-system-access/
import { readFile } from './file.js'

const PAUSE = 500 // ms after the last change
const TYPES = [{ description: 'My learning', accept: { 'application/json': ['.json'] } }]

export const canLink = () => 'showSaveFilePicker' in globalThis

export class LinkedFile {
  // `told(state)` hears 'none', 'on', 'asks' or 'lost' whenever that changes.
  constructor(store, told) {
    this.store = store
    this.told = told
    this.state = 'none'
  }

  async begin() {
    this.handle = await this.store.kept('file')
    this.stop = this.store.watch(({ ids }) => ids.length && this.later())
    if (this.handle) await this.allowed((await this.handle.queryPermission?.({ mode: 'readwrite' })) ?? 'granted')
    else this.become('none')
  }

  async create(suggestedName) {
    await this.use(await showSaveFilePicker({ suggestedName, types: TYPES }))
  }

  async open() {
    const [handle] = await showOpenFilePicker({ types: TYPES })
    await this.use(handle)
  }

  async use(handle) {
    this.handle = handle
    await this.write()
    await this.store.keep('file', handle)
    this.become('on')
  }

  // Browsers ask again after a while; they do so only when the reader presses something.
  async again() {
    await this.allowed(await this.handle.requestPermission({ mode: 'readwrite' }))
  }

  async allowed(permission) {
    if (permission !== 'granted') return this.become('asks')
    await this.attempt()
    return undefined
  }

  async off() {
    this.handle = undefined
    await this.store.keep('file', undefined)
    this.become('none')
  }

  later() {
    if (!this.handle || this.state === 'asks') return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.attempt(), PAUSE)
  }

  async attempt() {
    try {
      await this.write()
      this.become('on')
    } catch (error) {
      console.error(error)
      this.become('lost')
    }
  }

  // One tab at a time. What is in the file, perhaps from another device, is brought in first: nothing is written over.
  write() {
    const turn = () => this.exchange()
    return navigator.locks ? navigator.locks.request(`${this.store.place.name}:file`, turn) : turn()
  }

  async exchange() {
    const text = await (await this.handle.getFile()).text()
    if (text.trim()) {
      const { records, extra, unread } = readFile(text, this.store.known)
      if (unread.length) throw new Error('the file holds records that cannot be read')
      await this.store.merge(records, extra, { undo: false })
    }
    const contents = JSON.stringify(await this.store.contents(), null, 1)
    const stream = await this.handle.createWritable()
    await stream.write(contents)
    await stream.close()
    await this.store.backedUp()
  }

  become(state) {
    this.state = state
    this.told(state, this.handle?.name)
  }
}
