// What every page of My learning does first: find the learner's store, or offer to start one. Until then nothing is stored.
import { Catalogue } from './catalogue.js'
import { placeOf, Store, StoreError } from './store.js'
import { momentWords, wordsOf } from './words.js'

const MANY = 20 // changes without a copy elsewhere: worth a word that nobody overlooks
const LONG = 30 * 24 * 60 * 60 * 1000 // ms

// Calls `show` with all that a page needs, once, when the store is open. `part(name)` finds a part of the page.
export const begin = async (root, show) => {
  const page = new LearningPage(root, show)
  await page.guard(() => page.find())
}

class LearningPage {
  constructor(root, show) {
    this.root = root
    this.show = show
    this.place = placeOf(root)
    this.words = wordsOf(root)
    this.part = (name) => root.querySelector(`[data-part="${name}"]`)
    this.part('begin').addEventListener('click', () => this.guard(() => this.start()))
  }

  // A browser keeps records for a website. To a folder it gives one store for every page, or one that it forgets.
  async find() {
    if (location.protocol === 'file:') return this.refer()
    const store = await Store.find(this.place)
    if (store) await this.open(store)
    else this.part('start').hidden = false
  }

  refer() {
    const website = document.querySelector('link[rel=canonical]')?.href
    const link = this.part('website')
    link.hidden = !website
    if (website) link.querySelector('a').href = website
    this.part('folder').hidden = false
  }

  async start() {
    const store = await Store.start(this.place)
    await this.open(store)
    this.say(this.words((await store.persisted()) ? 'started-kept' : 'started'))
    const heading = document.querySelector('main h1')
    heading.tabIndex = -1
    heading.focus()
  }

  async open(store) {
    this.store = store
    this.part('start').hidden = true
    store.watch(({ erased }) => (erased ? location.reload() : this.remind()))
    await this.remind()
    await this.follow()
    const catalogue = new Catalogue(store.known, this.root.dataset.root)
    const { root, words, part } = this
    const tools = {
      say: (text) => this.say(text),
      fail: (error) => this.fail(error),
      guard: (work) => this.guard(work),
    }
    await this.show({ store, catalogue, words, root, part, body: this.part('body'), ...tools })
    this.part('body').hidden = false
    this.root.dataset.state = 'open'
  }

  // Where the reader has chosen a file of their own, every page writes to it. One page shows how that goes.
  async follow() {
    if (this.root.dataset.module === 'handbook-learning-keep' || !(await this.store.kept('file'))) return
    const { LinkedFile } = await import('./linked.js')
    const told = (state, name) => {
      this.part('file-note').textContent = ['asks', 'lost'].includes(state) ? this.words(`file-note-${state}`, { name }) : ''
    }
    await new LinkedFile(this.store, told).begin()
  }

  async remind() {
    const { at, since } = await this.store.backup()
    const late = since >= MANY || (since > 0 && at && Date.now() - Date.parse(at) > LONG)
    const last = at ? this.words('backup-last', { when: momentWords(at) }) : this.words('backup-never')
    const text = at && since ? `${last} ${this.words('backup-since', { count: since })}` : last
    this.part('backup').textContent = text
    this.part('reminder').hidden = !since && !at
    this.part('reminder').classList.toggle('handbook-learning__reminder--late', Boolean(late))
    this.part('late').hidden = !late
  }

  // Told by screen readers, too. The same words twice must be heard twice.
  say(text) {
    const status = this.part('status')
    status.textContent = ''
    setTimeout(() => (status.textContent = text), 50)
  }

  fail(error) {
    const reason = error instanceof StoreError ? error.reason : 'failed'
    if (reason === 'failed') console.error(error)
    const box = this.part('error')
    this.part('error-text').textContent = this.words(`error-${reason}`)
    box.hidden = false
    box.scrollIntoView({ block: 'nearest' })
  }

  // Does some work; what goes wrong is told in words. Answers undefined then.
  async guard(work) {
    try {
      const result = await work()
      this.part('error').hidden = true
      return result
    } catch (error) {
      this.fail(error)
      return undefined
    }
  }
}
