// A button that prints the page, on pages that are made for paper.
export class Print {
  constructor(root) {
    root.querySelector('button').addEventListener('click', () => print())
    root.hidden = false
  }
}
