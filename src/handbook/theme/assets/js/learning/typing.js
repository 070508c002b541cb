// What somebody is typing into a field that is saved when they leave it. Who closes or reloads the page has not left the field,
// and there is no time to save it: the browser asks whether to go, and who stays finds it saved.
export class Typing {
  // `left` is called when the field is left. Until then `field` is the one.
  constructor(body, left = () => {}) {
    this.left = left
    this.leave = (event) => {
      event.preventDefault()
      this.field.blur()
    }
    body.addEventListener('input', ({ target }) => this.begin(target))
    for (const name of ['change', 'focusout']) body.addEventListener(name, () => this.end())
  }

  begin(field) {
    this.field = field
    addEventListener('beforeunload', this.leave)
  }

  end() {
    if (!this.field) return
    this.field = undefined
    removeEventListener('beforeunload', this.leave)
    this.left()
  }
}
