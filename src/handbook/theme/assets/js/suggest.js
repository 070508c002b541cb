// Makes a text of the answers to a form, for people to send. Nothing is sent from here.
// The form is `hidden` in the page: without scripts its questions stand there as a list.
import { record } from './record.js'

const MANY = new Set(['domains', 'outcomes', 'themes'])
const LONGEST = 1900 // characters of a mail link: some mail programs take no more

export class Suggest {
  constructor(root) {
    this.root = root
    this.form = root.querySelector('form')
    this.questions = JSON.parse(root.dataset.questions)
    this.part = (name) => root.querySelector(`[data-part="${name}"]`)
    this.form.addEventListener('submit', (event) => this.submit(event))
    this.part('copy').addEventListener('click', () => this.copy())
    this.remember()
    this.form.hidden = false
  }

  // Where the reader comes from, if it is a page of this site.
  remember() {
    const from = document.referrer
    if (!from.startsWith(`${location.origin}/`) || from === location.href) return
    const { page, address } = this.form.elements
    const field = address ?? page
    field.value = from
    if (address) this.name(page, from)
    const id = new URL(from).pathname.split('/').at(-2)
    const box = [...this.form.querySelectorAll('[type=checkbox]')].find(({ value }) => value === id)
    if (!box) return
    box.checked = true
    if (box.closest('details')) box.closest('details').open = true
  }

  // By its heading, which nobody should have to copy. Where a page may not be read, it is asked for.
  async name(field, address) {
    try {
      const html = await (await fetch(address)).text()
      const heading = new DOMParser().parseFromString(html, 'text/html').querySelector('h1')
      field.value ||= heading.textContent.trim()
    } catch (error) {
      console.warn(error)
    }
  }

  submit(event) {
    event.preventDefault()
    const answers = this.answers()
    const text = this.questions.map(([name, label]) => `### ${label}\n\n${shown(answers[name])}\n`).join('\n')
    this.part('text').value = text
    const { order, title } = this.root.dataset
    if (order) this.part('record').value = record({ ...answers, title: answers.name }, order.split(' '))
    this.open(`${title}${answers.name ?? answers.page ?? ''}`, text, answers)
    this.part('copied').textContent = ''
    this.part('result').hidden = false
    this.part('ready').focus()
  }

  answers() {
    const found = {}
    for (const [name, value] of new FormData(this.form)) {
      const text = clean(value)
      if (MANY.has(name)) (found[name] ??= []).push(text)
      else if (name === 'authors') found[name] = text.split(',').map((one) => one.trim()).filter(Boolean)
      else found[name] = text
    }
    return found
  }

  // The page itself has a link for suggestions, if there is a way for them.
  open(title, text, answers) {
    const way = document.querySelector(`[data-suggest="${this.root.dataset.suggests}"]`)
    this.part('way').hidden = !way
    if (!way) return
    const link = this.part('open')
    link.href = filled(way.href, title, text, answers)
    link.textContent = way.href.startsWith('mailto:') ? link.dataset.mail : link.dataset.forge
  }

  async copy() {
    const copied = this.part('copied')
    try {
      await navigator.clipboard.writeText(this.part('text').value)
      copied.textContent = copied.dataset.done
    } catch {
      this.part('text').select()
      copied.textContent = copied.dataset.failed
    }
  }
}

const shown = (answer = '') => (Array.isArray(answer) ? answer.join(', ') : answer)

// No hidden characters, such as a copy from a word processor brings along.
const clean = (text) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\t]/g, ' ')
    .replace(/[^\P{C}\n]|[\u2028\u2029]/gu, '')
    .trim()

const filled = (link, title, text, answers) => {
  if (link.startsWith('mailto:')) return mail(link.split('?')[0], title, text)
  const url = new URL(link)
  if (url.searchParams.has('issue[description]')) {
    url.searchParams.set('issue[title]', title)
    url.searchParams.set('issue[description]', text)
  } else {
    url.searchParams.set('title', title)
    for (const [name, answer] of Object.entries(answers)) url.searchParams.set(name, shown(answer))
  }
  // A plus stands for a space only in some programs.
  url.search = String(url.searchParams).replaceAll('+', '%20')
  return url.href
}

const mail = (to, title, text) => {
  const link = (body) => `${to}?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`
  const whole = link(text)
  return whole.length > LONGEST ? link('(Please paste the text here.)') : whole
}
