// What the shell adds to pages that work without it: the menu button, the colour scheme, scrolling tables.

// Opens the navigation on narrow screens. Until this runs, a link does it by `:target`.
export class Menu {
  static selector = '[data-module="handbook-menu"]'

  constructor(root) {
    this.button = root.querySelector('button')
    this.menu = document.getElementById(this.button.getAttribute('aria-controls'))
    this.button.addEventListener('click', () => this.toggle(!this.open))
    for (const place of [root, this.menu]) {
      place.addEventListener('keydown', (event) => event.key === 'Escape' && this.toggle(false))
    }
    for (const link of root.querySelectorAll('a')) link.hidden = true
    this.button.hidden = false
    this.show(this.menu.matches(':target'))
    this.reveal(this.menu.querySelector('[aria-current="page"]'))
  }

  // Where the menu stands beside the text and is longer than the window, it scrolls to the page that it is on, if that
  // is out of sight: as little as shows it, and one entry more.
  reveal(link) {
    const end = Math.min(this.menu.getBoundingClientRect().bottom, innerHeight)
    const below = link ? link.getBoundingClientRect().bottom - end : 0
    if (below > 0) this.menu.scrollTop += below + 2 * link.offsetHeight
  }

  toggle(open) {
    if (open === this.open) return
    this.show(open)
    const target = open ? this.menu.querySelector('a') : this.button
    target.focus()
  }

  show(open) {
    this.open = open
    this.button.setAttribute('aria-expanded', open)
    this.menu.dataset.state = open ? 'open' : 'closed'
  }
}

// Switches between light and dark, and says which of them it leads to. Choosing what the system prefers forgets the choice, so that it is followed again.
export class Scheme {
  static selector = '[data-module="handbook-scheme"]'

  constructor(button) {
    this.button = button
    this.page = document.documentElement
    this.system = matchMedia('(prefers-color-scheme: dark)')
    this.system.addEventListener('change', () => this.show())
    button.addEventListener('click', () => this.choose(this.dark ? 'light' : 'dark'))
    button.hidden = false
    this.show()
  }

  get dark() {
    return this.page.dataset.scheme ? this.page.dataset.scheme === 'dark' : this.system.matches
  }

  choose(scheme) {
    const chosen = (scheme === 'dark') === this.system.matches ? '' : scheme
    this.page.dataset.scheme = chosen
    this.show()
    try {
      if (chosen) localStorage.setItem('handbook-scheme', chosen)
      else localStorage.removeItem('handbook-scheme')
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }

  show() {
    for (const word of this.button.querySelectorAll('[data-to]')) word.hidden = (word.dataset.to === 'dark') === this.dark
  }
}

// Gives a table that is wider than the page a box of its own that scrolls, and that the keyboard can reach.
export class TableRegion {
  static selector = '.handbook-prose table'

  constructor(table) {
    this.region = table.closest('.handbook-scroll') ?? this.wrap(table)
    this.role = table.caption ? 'region' : 'group' // only a name that is surely unique makes a landmark
    this.name = (table.caption ?? this.headingBefore(table))?.textContent.trim()
    new ResizeObserver(() => this.update()).observe(this.region)
    this.region.addEventListener('focusin', (event) => this.follow(event.target))
  }

  // A browser takes a link for visible when only its edge is.
  follow(element) {
    if (element.matches(':focus-visible')) element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  wrap(table) {
    const region = document.createElement('div')
    region.className = 'handbook-scroll'
    table.replaceWith(region)
    region.append(table)
    return region
  }

  headingBefore(table) {
    const before = (heading) => heading.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING
    return [...document.querySelectorAll('main :is(h1, h2, h3, h4)')].filter(before).pop()
  }

  update() {
    const scrolls = this.region.scrollWidth > this.region.clientWidth
    const attributes = { tabindex: '0', role: this.role, 'aria-label': this.name }
    for (const [name, value] of Object.entries(attributes)) {
      if (scrolls && value) this.region.setAttribute(name, value)
      else this.region.removeAttribute(name)
    }
  }
}

for (const Module of [Menu, Scheme, TableRegion]) {
  for (const root of document.querySelectorAll(Module.selector)) new Module(root)
}
