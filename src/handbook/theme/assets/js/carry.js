// What of the handbook is on this device, on the page about carrying it away.
import { ask, isOff, register, remember, root } from './app.js'

const MEGA = 1e6

export class Carry {
  constructor(root) {
    this.root = root
    this.status = root.querySelector('[role="status"]')
    this.buttons = Object.fromEntries([...root.querySelectorAll('button')].map((one) => [one.name, one]))
    if (!navigator.serviceWorker || !document.querySelector('link[rel="manifest"]')) return
    this.buttons.whole.addEventListener('click', () => this.run(() => this.whole()))
    this.buttons.forget.addEventListener('click', () => this.run(() => this.forget()))
    root.hidden = false
    this.run(() => this.show())
  }

  async run(task) {
    try {
      await task()
    } catch (error) {
      this.say('failed')
      console.warn(error)
    }
  }

  get worker() {
    return navigator.serviceWorker.ready.then(({ active }) => active)
  }

  async show() {
    this.buttons.forget.hidden = isOff()
    if (isOff() || navigator.connection?.saveData) return this.say('off')
    await this.told(await ask(await this.worker, 'about'))
  }

  told({ day, files, allFiles, bytes, allBytes }) {
    this.buttons.whole.hidden = files === allFiles
    this.say(files === allFiles ? 'all' : 'some', {
      dated: day ? this.worded('dated', { day }) : '',
      files, all: allFiles, size: (bytes / MEGA).toFixed(1), whole: (allBytes / MEGA).toFixed(1),
    })
  }

  async whole() {
    remember(false)
    await register()
    await this.told(await ask(await this.worker, 'whole', (told) => this.say('coming', told)))
    this.buttons.forget.hidden = false
  }

  async forget() {
    remember(true)
    for (const one of await navigator.serviceWorker.getRegistrations()) {
      if (location.href.startsWith(one.scope)) await one.unregister()
    }
    for (const name of await caches.keys()) if (name.startsWith(`handbook ${root.href} `)) await caches.delete(name)
    this.buttons.whole.hidden = false
    this.buttons.forget.hidden = true
    this.say('off')
  }

  say(name, values = {}) {
    this.status.textContent = this.worded(name, values)
  }

  worded(name, values) {
    return this.status.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key])
  }
}
