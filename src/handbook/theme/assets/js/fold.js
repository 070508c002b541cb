// What narrows a list down: folded up where it would fill the screen, and its summary says how much of it is chosen.
const ROOM = matchMedia('(min-width: 48em)')

export class Fold {
  constructor(details, open = ROOM.matches) {
    this.details = details
    this.summary = details.querySelector('summary')
    this.name = this.summary.textContent
    details.open = open
  }

  tell(count) {
    const text = count ? this.summary.dataset.chosen.replace('{count}', count) : this.name
    if (this.summary.textContent !== text) this.summary.textContent = text
  }
}

// The folds of a filter: first the choices that help most, and maybe those that sort only a few entries. Where there is
// room, the first stand open without a summary. Where there is none, one summary folds up both.
export class Folds {
  constructor(form) {
    this.folds = [...form.querySelectorAll('details')].map((details) => new Fold(details))
    this.place()
    ROOM.addEventListener('change', () => {
      this.place()
      this.tell()
    })
  }

  place() {
    const [first, rare] = this.folds
    first.details.open = ROOM.matches
    if (rare) rare.details.open = !ROOM.matches
  }

  tell() {
    const [first, rare] = this.folds
    const few = rare ? chosen(rare) : 0
    first.tell(chosen(first) + (ROOM.matches ? 0 : few))
    rare?.tell(few)
  }
}

const chosen = ({ details }) => [...details.querySelectorAll('select')].filter(({ value }) => value).length
