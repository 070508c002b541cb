// Keeps the handbook on the reader's device. VERSION, above, is the hash of the list of all files of this version.
// Readers never see two versions at once: a version is kept only when all that belongs to it has come, every file is
// compared with its hash in the list, and pages that are open go on with the version that they began with.
const LIST = 'sw-files.json'
const ROOT = new URL('./', location).href
const PREFIX = `handbook ${ROOT} `
const OWN = PREFIX + VERSION
const NOTES = `${PREFIX}notes` // what outlasts a version: whether the reader wants everything
const NOT_HERE = 'carry-away/not-here/'
const AT_ONCE = 8 // requests

const hash = async (bytes) => {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, VERSION.length)
}

const address = (path) => new URL(path, ROOT).href

// What has come, if it is what this version has at this path.
const checked = async (path, wanted, priority = 'auto') => {
  const answer = await fetch(address(path), { cache: 'no-cache', priority })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  const bytes = await answer.clone().arrayBuffer()
  return { answer, right: (await hash(bytes)) === wanted, bytes }
}

const keep = async (cache, path, bytes, answer) => {
  const headers = { 'Content-Type': answer.headers.get('Content-Type') ?? 'application/octet-stream' }
  await cache.put(address(path), new Response(bytes, { headers }))
}

// Looking must not make anything: somebody may have taken it away a moment ago.
const look = (path, cacheName = OWN) => caches.match(address(path), { cacheName })
const list = async () => (await look(LIST))?.json()
const note = async (name) => (await look(name, NOTES))?.json()
const write = async (name, value) => (await caches.open(NOTES)).put(address(name), new Response(JSON.stringify(value)))

// Of a file that has not changed, the copy of an earlier version does.
const earlier = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== OWN && name !== NOTES)
  const found = []
  for (const name of names) {
    const cache = await caches.open(name)
    const told = await cache.match(address(LIST))
    if (told) found.push({ cache, files: (await told.json()).files })
  }
  return async (path, wanted) => {
    for (const { cache, files } of found) {
      const kept = files[path]?.[0] === wanted && (await cache.match(address(path)))
      if (kept) return kept
    }
  }
}

const fill = async (files, told = () => {}) => {
  const cache = await caches.open(OWN)
  const before = await earlier()
  const waiting = Object.entries(files)
  let done = 0
  const one = async ([path, [wanted]]) => {
    if (await cache.match(address(path))) return
    const same = await before(path, wanted)
    if (same) return cache.put(address(path), same)
    const { answer, right, bytes } = await checked(path, wanted, 'low') // what the reader opens meanwhile goes first
    if (!right) throw new Error(`${path} is of another version`) // it is being published just now: another time
    await keep(cache, path, bytes, answer)
  }
  const work = async () => {
    while (waiting.length) {
      await one(waiting.shift())
      told(++done)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

const wanted = (files, whole) => Object.fromEntries(Object.entries(files).filter(([, [, , core]]) => core || whole))

const install = async () => {
  const answer = await fetch(address(LIST), { cache: 'no-cache' })
  const text = await answer.clone().text()
  if ((await hash(new TextEncoder().encode(text))) !== VERSION) throw new Error(`${LIST} is of another version`)
  await fill(wanted(JSON.parse(text).files, await note('whole')))
  await (await caches.open(OWN)).put(address(LIST), answer) // last: now it is complete
}

const activate = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== OWN && name !== NOTES) await caches.delete(name)
  }
  await (await caches.open(NOTES)).delete(address('open'))
  await clients.claim()
}

// The host has a newer version. Pages that are open stay with this one; new ones come from the host, if it answers.
const retire = async () => {
  if (await note('open')) return
  const open = await clients.matchAll({ includeUncontrolled: true })
  await write('open', open.map(({ id }) => id))
  registration.update().catch(() => {})
}

const pathOf = (url) => decodeURIComponent(url.pathname.slice(new URL(ROOT).pathname.length)).replace(/(^|\/)index\.html$/, '$1')

const respond = async (event) => {
  const { request } = event
  const path = pathOf(new URL(request.url))
  const open = await note('open')
  if (open && (request.mode === 'navigate' || !open.includes(event.clientId))) {
    try {
      return await fetch(request)
    } catch {
      if (event.resultingClientId) await write('open', [...open, event.resultingClientId])
    }
  }
  const kept = await look(path)
  if (kept) return kept
  const file = (await list())?.files[path]
  try {
    if (!file) return await fetch(request)
    const { answer, right, bytes } = await checked(path, file[0])
    if (right) await keep(await caches.open(OWN), path, bytes, answer)
    else await retire()
    return answer
  } catch (error) {
    return lost(request, path, error)
  }
}

// Without a connection, and not on this device.
const lost = async (request, path, error) => {
  if (request.mode !== 'navigate') throw error
  const folder = !path.endsWith('/') && (await look(`${path}/`))
  return Response.redirect(address(folder ? `${path}/` : NOT_HERE))
}

const about = async () => {
  const told = await list()
  if (!told) return null
  const kept = new Set((await (await caches.open(OWN)).keys()).map(({ url }) => url))
  const all = Object.entries(told.files)
  const mine = all.filter(([path]) => kept.has(address(path)))
  const size = (some) => some.reduce((sum, [, [, bytes]]) => sum + bytes, 0)
  return { day: told.day, files: mine.length, allFiles: all.length, bytes: size(mine), allBytes: size(all) }
}

const TASKS = {
  about,
  show: () => skipWaiting(),
  visited: async ({ path }) => {
    const file = (await list())?.files[path]
    if (file) await fill({ [path]: file })
  },
  whole: async (_, tell) => {
    await write('whole', true)
    const { files } = await list()
    await fill(files, (done) => tell({ done, of: Object.keys(files).length }))
    return about()
  },
}

addEventListener('install', (event) => event.waitUntil(install()))
addEventListener('activate', (event) => event.waitUntil(activate()))
addEventListener('fetch', (event) => {
  const { method, url } = event.request
  if (method === 'GET' && url.startsWith(ROOT)) event.respondWith(respond(event))
})
addEventListener('message', (event) => {
  const [port] = event.ports
  const tell = (answer) => port?.postMessage(answer)
  const work = async () => tell({ end: true, answer: await TASKS[event.data.task]?.(event.data, tell) })
  event.waitUntil(work().catch((error) => tell({ end: true, error: String(error) })))
})
