// The button that puts what a page is about into the reader's plan. Until they have started My learning it loads and
// stores nothing: it asks the browser whether there is anything, and otherwise shows where to start.
import { placeOf } from './place.js'

export class Add {
  constructor(root) {
    if (location.protocol === 'file:') return // there is no store for a folder: see begin.js
    this.root = root
    this.button = root.querySelector('button')
    this.status = root.querySelector('[role=status]')
    this.texts = [this.button.textContent, this.button.dataset.in]
    this.button.addEventListener('click', () => this.try(() => this.press()))
    root.hidden = false
    this.try(() => this.look())
  }

  async try(work) {
    try {
      await work()
    } catch (error) {
      this.say('failed')
      console.error(error)
    }
  }

  // What the plan holds already.
  async look() {
    if (!(await there(placeOf(this.root).name))) return
    await this.find()
    if (this.store) await this.show()
  }

  async find() {
    const [{ Store }, planning] = await Promise.all([import('./store.js'), import('./planning.js')])
    this.planning = planning
    this.store = await Store.find(placeOf(this.root))
    this.store?.watch(({ erased }) => (erased ? this.forget() : this.try(() => this.show())))
  }

  forget() {
    this.store = null
    this.draw(false)
    this.status.textContent = ''
  }

  async show() {
    const { about, id } = this.root.dataset
    this.draw(Boolean(await this.planning.found(this.store, about, id)))
  }

  draw(planned) {
    if (planned) this.say('in')
    else if (this.planned) this.say('out')
    this.planned = planned
    this.button.textContent = this.texts[Number(planned)]
  }

  async press() {
    if (!this.store) await this.find()
    if (!this.store) return this.say('start')
    const { about, id, title, version } = this.root.dataset
    if (this.planned) await this.planning.removed(this.store, about, id)
    else await this.planning.added(this.store, about, { id, title, version })
    return this.show()
  }

  say(state) {
    const text = this.root.querySelector(`[data-state=${state}]`).content.cloneNode(true)
    if (this.status.textContent !== text.textContent) this.status.replaceChildren(text)
  }
}

// Whether there is a store of this name. Some browsers do not say; then it is looked for when the button is pressed.
const there = async (name) => ((await indexedDB.databases?.()) ?? []).some((one) => one.name === name)
