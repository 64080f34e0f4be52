// What stays in the learner's browser: texts by name, and the files of their pictures. Where a browser keeps nothing
// (a private window, a frame whose storage it blocks), everything works and is forgotten with the page.

const HALF_AN_HOUR = 30 * 60_000

let opening

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("cnnviz", 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore("texts")
      request.result.createObjectStore("files")
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = request.onblocked = () => reject(request.error)
  })
  return opening
}

/** What `act` asks of a store, once the transaction is through. */
async function transaction(name, mode, act) {
  const store = (await database()).transaction(name, mode).objectStore(name)
  const asked = act(store)
  return new Promise((resolve, reject) => {
    store.transaction.oncomplete = () => resolve(asked?.result)
    store.transaction.onerror = store.transaction.onabort = () => reject(store.transaction.error)
  })
}

async function quietly(act, otherwise) {
  try {
    return await act()
  } catch {
    return otherwise
  }
}

/** All texts by name. */
export function keptTexts() {
  return quietly(async () => {
    const names = await transaction("texts", "readonly", (store) => store.getAllKeys())
    const texts = await transaction("texts", "readonly", (store) => store.getAll())
    return Object.fromEntries(names.map((name, at) => [name, texts[at]]))
  }, {})
}

/** Keeps a text; an empty one is forgotten. */
export function keepText(name, text) {
  return quietly(() => transaction("texts", "readwrite", (store) => (text ? store.put(text, name) : store.delete(name))))
}

/** Lays a picture's file aside under a token, until the app says whether it is one. */
export function layAside(token, name, blob) {
  return quietly(() => transaction("files", "readwrite", (store) => store.put({ name, blob, at: Date.now(), kept: false }, token)))
}

/** The file with that token, { name, blob }, or nothing. */
export function keptFile(token) {
  return quietly(() => transaction("files", "readonly", (store) => store.get(token)))
}

/** The picture's token, { token }, or nothing. */
export function keptPicture() {
  return quietly(async () => {
    const tokens = await transaction("files", "readonly", (store) => store.getAllKeys())
    const files = await transaction("files", "readonly", (store) => store.getAll())
    const at = files.findIndex((file) => file.kept)
    return at < 0 ? undefined : { token: tokens[at] }
  })
}

/** Makes the file with that token the picture that is kept, and forgets others; without such a file all stays. */
export function keepPicture(token) {
  return quietly(async () => {
    const file = await transaction("files", "readonly", (store) => store.get(token))
    if (!file || file.kept) return
    const tokens = await transaction("files", "readonly", (store) => store.getAllKeys())
    const files = await transaction("files", "readonly", (store) => store.getAll())
    await transaction("files", "readwrite", (store) => {
      // One laid aside a moment ago may be on its way from another tab.
      tokens.forEach((one, at) => (files[at].kept || Date.now() - files[at].at > HALF_AN_HOUR) && one !== token && store.delete(one))
      return store.put({ ...file, kept: true }, token)
    })
  })
}

/** Forgets the file with that token. */
export function forgetFile(token) {
  return quietly(() => transaction("files", "readwrite", (store) => store.delete(token)))
}
