// What narrows a list down: folded up where it would fill the screen, and its summary says how much of it is chosen.
const ROOM = '(min-width: 48em)'

export class Fold {
  constructor(details) {
    this.summary = details.querySelector('summary')
    this.name = this.summary.textContent
    details.open = matchMedia(ROOM).matches
  }

  tell(count) {
    const text = count ? this.summary.dataset.chosen.replace('{count}', count) : this.name
    if (this.summary.textContent !== text) this.summary.textContent = text
  }
}
