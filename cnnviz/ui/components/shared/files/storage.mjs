// What stays in the learner's browser: texts by name, and the files of their pictures. Where a browser keeps nothing
// (a private window, a frame whose storage it blocks), everything works and is forgotten with the page.

/** @typedef {{ name: string, blob: Blob, at: number, kept: boolean }} StoredFile `at` in milliseconds since 1970 */

const HALF_AN_HOUR = 30 * 60_000

/** @type {Promise<IDBDatabase> | undefined} */
let opening

/** @returns {Promise<IDBDatabase>} */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("cnnviz", 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore("texts")
      request.result.createObjectStore("files")
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(request.error)
  })
  return opening
}

/**
 * What `act` asks of a store, once the transaction is through.
 * @template Value
 * @param {"texts" | "files"} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => { readonly result: Value }} act
 * @returns {Promise<Value>}
 */
async function transaction(name, mode, act) {
  const store = (await database()).transaction(name, mode).objectStore(name)
  const asked = act(store)
  return new Promise((resolve, reject) => {
    store.transaction.oncomplete = () => resolve(asked.result)
    store.transaction.onerror = () => reject(store.transaction.error)
    store.transaction.onabort = () => reject(store.transaction.error)
  })
}

/** @param {string} token @returns {Promise<StoredFile | undefined>} */
const read = (token) => transaction("files", "readonly", (store) => store.get(token))

/**
 * All files by token.
 * @returns {Promise<[string, StoredFile][]>}
 */
async function fetchFiles() {
  const tokens = await transaction("files", "readonly", (store) => store.getAllKeys())
  const files = await transaction("files", "readonly", (store) => store.getAll())
  return tokens.map((token, at) => [String(token), files[at]])
}

/**
 * @template Value
 * @param {() => Promise<Value>} act
 * @returns {Promise<Value | undefined>} undefined where the browser keeps nothing
 */
async function quietly(act) {
  try {
    return await act()
  } catch {
    return undefined
  }
}

/**
 * All texts by name.
 * @returns {Promise<Record<string, string>>}
 */
export async function fetchTexts() {
  const texts = await quietly(async () => {
    const names = await transaction("texts", "readonly", (store) => store.getAllKeys())
    const values = await transaction("texts", "readonly", (store) => store.getAll())
    return Object.fromEntries(names.map((name, at) => [String(name), values[at]]))
  })
  return texts ?? {}
}

/**
 * Keeps a text; an empty one is forgotten.
 * @param {string} name
 * @param {string} text
 */
export async function saveText(name, text) {
  await quietly(() => transaction("texts", "readwrite", (store) => (text ? store.put(text, name) : store.delete(name))))
}

/**
 * Lays a picture's file aside under a token, until the app says whether it is one.
 * @param {string} token
 * @param {string} name
 * @param {Blob} blob
 */
export async function stageFile(token, name, blob) {
  await quietly(() =>
    transaction("files", "readwrite", (store) => store.put({ name, blob, at: Date.now(), kept: false }, token)),
  )
}

/**
 * The file with that token, or nothing.
 * @param {string} token
 */
export function findFile(token) {
  return quietly(() => read(token))
}

/**
 * The picture's token, or nothing.
 * @returns {Promise<{ token: string } | undefined>}
 */
export function findPicture() {
  return quietly(async () => {
    const kept = (await fetchFiles()).find(([, file]) => file.kept)
    return kept && { token: kept[0] }
  })
}

/**
 * Makes the file with that token the picture that is kept, and forgets others; without such a file all stays.
 * @param {string} token
 */
export async function keepPicture(token) {
  await quietly(async () => {
    const file = await read(token)
    if (!file || file.kept) return
    // One laid aside a moment ago may be on its way from another tab.
    const left = (/** @type {StoredFile} */ other) => other.kept || Date.now() - other.at > HALF_AN_HOUR
    const others = (await fetchFiles()).filter(([other, stored]) => other !== token && left(stored))
    await transaction("files", "readwrite", (store) => {
      for (const [other] of others) store.delete(other)
      return store.put({ ...file, kept: true }, token)
    })
  })
}

/**
 * Forgets the file with that token.
 * @param {string} token
 */
export async function deleteFile(token) {
  await quietly(() => transaction("files", "readwrite", (store) => store.delete(token)))
}
