// The entries of a long list that stand on its further pages, page by page in order, as hidden elements of this one.
export async function* entries(addresses) {
  const pages = addresses.map(read)
  for (const page of pages) page.catch(() => {}) // told of when its turn comes
  for (const page of pages) yield page
}

const read = async (address) => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  return [...page.querySelectorAll('[data-items] > li')].map((element) => moved(element, address))
}

// Its links are written as seen from its own page.
const moved = (element, address) => {
  for (const link of element.querySelectorAll('a[href]')) link.href = new URL(link.getAttribute('href'), address)
  element.hidden = true
  return element
}
