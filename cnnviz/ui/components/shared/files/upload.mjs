// Files on their way to the session that a page belongs to (see cnnviz/api/uploads.py).

const AGAIN_MS = 1500
const PATIENCE = 40

/** @typedef {{ name: string, blob: Blob }} NamedBlob */

/**
 * Named blobs as one body: their names and sizes, then their bytes one after the other.
 * @param {NamedBlob[]} files
 */
export function framed(files) {
  const head = new TextEncoder().encode(JSON.stringify(files.map(({ name, blob }) => [name, blob.size])))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, head.length, true)
  return new Blob([length, head, ...files.map(({ blob }) => blob)])
}

/**
 * Where files are brought: beside the page, whatever folder the app is served from.
 * @param {string} page
 * @param {string} ticket
 */
export function uploadAddress(page, ticket) {
  return new URL(`uploads/${ticket}`, new URL(".", page)).href
}

/**
 * Brings files; resolves to the id under which they wait, rejects with a sentence. `on.progress` hears the share sent,
 * 0 to 1, `on.waiting` that there is no room yet; `signal` breaks it off.
 * @param {NamedBlob[]} files
 * @param {string} ticket
 * @param {{ progress(share: number): void, waiting(): void }} on
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
export async function upload(files, ticket, on, signal) {
  const body = framed(files)
  for (let left = PATIENCE; ; left--) {
    const { status, said } = await posted(uploadAddress(location.href, ticket), body, on.progress, signal)
    if (said.brought) return said.brought
    if (status !== 503 || left <= 0)
      throw new Error(said.trouble || `The app did not take it (${status}). Try again, or reload the page.`)
    on.waiting()
    await new Promise((done) => setTimeout(done, AGAIN_MS * (0.5 + Math.random())))
    if (signal.aborted) throw new Error("")
  }
}

/**
 * @param {string} address
 * @param {Blob} body
 * @param {(share: number) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<{ status: number, said: { brought?: string, trouble?: string } }>}
 */
function posted(address, body, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const lost =
      "It did not get through. Look whether the file is still where it was and the app can be reached, then try again."
    request.open("POST", address)
    request.setRequestHeader("Content-Type", "application/octet-stream")
    request.upload.onprogress = (event) => progress(event.loaded / Math.max(1, event.total))
    request.onload = () => resolve({ status: request.status, said: read(request.responseText) })
    request.onerror = () => reject(new Error(lost))
    request.onabort = () => reject(new Error(""))
    signal.addEventListener("abort", () => request.abort())
    request.send(body)
  })
}

/** @param {string} text */
function read(text) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
