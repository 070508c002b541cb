// Gives the reader a file. It is made in the browser, and goes nowhere else.
export const download = (name, text, type) => {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), 60_000) // some browsers read it a moment later
}
