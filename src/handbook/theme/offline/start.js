// Runs the modules of a page that was opened from a folder. MODULES, above, has them all as texts.
{
  const { root, modules } = document.currentScript.dataset
  const base = new URL(root || './', location)
  const texts = new Map()
  const asked = new Map()

  // A browser takes a module from a `data:` address, where it would not from a file beside it.
  const address = (source) => `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`
  const map = document.createElement('script')
  map.type = 'importmap'
  map.textContent = JSON.stringify({
    imports: Object.fromEntries(Object.entries(MODULES).map(([path, source]) => [`handbook/${path}`, address(source)])),
  })
  document.head.append(map)

  // Data come as scripts that call this.
  window.handbookOffline = (path, text) => texts.set(path, text)

  const text = (path) => {
    const load = () => new Promise((resolve) => {
      const script = document.createElement('script')
      script.src = new URL(`${path}.js`, base)
      script.onload = script.onerror = () => resolve(texts.get(path))
      document.head.append(script)
    })
    if (!asked.has(path)) asked.set(path, load())
    return asked.get(path)
  }

  const asFile = (url) => (url.pathname.endsWith('/') ? new URL(`index.html${url.search}${url.hash}`, url) : url)

  const elsewhere = window.fetch
  window.fetch = async (asked, options) => {
    const url = asFile(new URL(asked.url ?? asked, location))
    if (!url.pathname.startsWith(base.pathname)) return elsewhere(asked, options)
    const found = await text(decodeURIComponent(url.pathname.slice(base.pathname.length)))
    return new Response(found ?? '', { status: found === undefined ? 404 : 200 })
  }

  // Some browsers keep the address of a file as it is. Then a search cannot be gone back to, and works all the same.
  for (const name of ['pushState', 'replaceState']) {
    const change = history[name].bind(history)
    history[name] = (...given) => {
      try {
        change(...given)
      } catch {
        change(given[0], '')
      }
    }
  }

  // Links that scripts make lead to folders, as on the web.
  addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]')
    if (link?.protocol === 'file:') link.href = asFile(new URL(link.href))
  }, true)

  for (const path of modules.split(' ')) import(`handbook/${path}`)
}
