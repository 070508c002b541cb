// This handbook is not kept on devices any more: what an earlier version kept goes away, and so does this.
const PREFIX = `handbook ${new URL('./', location).href} `
addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name)
  await registration.unregister()
})()))
