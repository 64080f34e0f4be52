// A picture by its address, fetched by this browser: the app's server never asks another one.

/**
 * The address in a text, if it is one of a picture that a browser may fetch.
 * @param {string} text
 */
export function webAddress(text) {
  const trimmed = text.trim()
  try {
    const address = new URL(/^[a-z][a-z+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`)
    const plausible =
      address.protocol === "data:" ||
      address.hostname.includes(".") ||
      ["localhost", "[::1]"].includes(address.hostname)
    return ["http:", "https:", "data:"].includes(address.protocol) && plausible ? address : undefined
  } catch {
    return undefined
  }
}

/**
 * The address of a picture that was dragged here from another page.
 * @param {Pick<DataTransfer, "getData">} transfer
 */
export function draggedAddress(transfer) {
  const image = /<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(transfer.getData("text/html"))
  const line = transfer
    .getData("text/uri-list")
    .split(/\r?\n/)
    .find((one) => one && !one.startsWith("#"))
  return image ? image[1].replaceAll("&amp;", "&") : line
}

const GET_IT =
  "Open the picture there, save it (right-click, Save image as) and drop the file here; " +
  "or copy the picture and paste it on this page."
const PLAIN = "This page is served over https, so the browser fetches nothing over plain http."
const WEB_PAGE =
  "That is the address of a web page. Open it, right-click the picture and copy the picture's own address, " +
  "or the picture itself."

/**
 * Why a fetch came to nothing: browsers do not say.
 * @param {URL} address
 * @param {{ protocol: string }} page
 */
export function unreachable(address, page) {
  if (page.protocol === "https:" && address.protocol === "http:") {
    return `${PLAIN} Try the address with https. ${GET_IT}`
  }
  return `${address.host} does not let other pages read its pictures, or cannot be reached. ${GET_IT}`
}

/**
 * The file at an address. Rejects with a sentence.
 * @param {URL} address
 * @param {number} largest in bytes
 * @param {AbortSignal} signal
 */
export async function fetchedPicture(address, largest, signal) {
  const answer = await answerOf(address, signal)
  if (!answer.ok || !answer.body) {
    const nothing = "there is no picture at that address. Look whether it is whole."
    throw new Error(`${address.host} answers ${answer.status}: ${nothing}`)
  }
  if (/^text\/html/i.test(answer.headers.get("Content-Type") ?? "")) throw new Error(WEB_PAGE)
  const blob = await limited(answer.body.getReader(), address, largest, signal)
  return { name: addressName(address), blob }
}

/** @param {URL} address @param {AbortSignal} signal */
async function answerOf(address, signal) {
  try {
    return await fetch(address, { mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", signal })
  } catch {
    throw new Error(signal.aborted ? "" : unreachable(address, location))
  }
}

/**
 * What to call a picture from there.
 * @param {URL} address
 */
export function addressName(address) {
  if (address.protocol === "data:") return "The dragged picture"
  const last = address.pathname.split("/").at(-1) ?? ""
  try {
    return decodeURIComponent(last) || address.host
  } catch {
    return last
  }
}

/**
 * All that a reader gives, up to so many bytes.
 * @param {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>} reader
 * @param {URL} address
 * @param {number} largest
 * @param {AbortSignal} signal
 */
async function limited(reader, address, largest, signal) {
  const parts = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return new Blob(parts)
      size += value.length
      if (size > largest) break
      parts.push(value)
    }
  } catch {
    throw new Error(signal.aborted ? "" : `${address.host} stopped sending in the middle. Try again. ${GET_IT}`)
  }
  await reader.cancel()
  throw new Error(`The picture at that address is larger than ${largest / 2 ** 20} MB. Look for a smaller one.`)
}
