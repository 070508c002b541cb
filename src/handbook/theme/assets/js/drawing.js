// Lets a finger do in a drawing what a mouse does by pointing: the first tap on a name shows its lines, the second follows it.
export class Drawing {
  constructor(root) {
    this.root = root
    root.addEventListener('pointerdown', (event) => (this.touch = event.pointerType === 'touch'))
    root.addEventListener('click', (event) => this.tap(event))
    root.dataset.taps = '' // from now on
  }

  get shown() {
    return this.root.querySelector('[data-shown]') ?? this.root.querySelector('.handbook-drawing__node:target')
  }

  // A click without a pointer is a key's.
  tap(event) {
    if (!this.touch || event.detail === 0) return
    const node = event.target.closest('.handbook-drawing__node')
    if (node === this.shown) return
    event.preventDefault()
    this.show(node)
  }

  show(node) {
    delete this.root.querySelector('[data-shown]')?.dataset.shown
    if (node) node.dataset.shown = ''
  }
}
