// The files that somebody picks or drops: names, after the folders that lead to them, and blobs.

/** @import { NamedBlob } from "../shared/files/upload.mjs" */

/**
 * Files of an input element; of a folder with the path in it.
 * @param {Iterable<File> | null} list
 * @returns {NamedBlob[]}
 */
export function pickedFiles(list) {
  return [...(list ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }))
}

/**
 * Everything that a drop holds, folders unfolded; the transfer is empty once the event is over, so call it at once.
 * @param {DataTransfer} transfer
 * @returns {Promise<NamedBlob[]>}
 */
export function droppedFiles(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file")
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null)
  const loose = [...transfer.files]
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve(pickedFiles(loose))
  const whole = entries.filter((entry) => entry !== null)
  return Promise.all(whole.map((entry) => unfolded(entry, ""))).then((parts) => parts.flat())
}

/**
 * @param {FileSystemEntry} entry
 * @param {string} path of the folder that it stands in
 * @returns {Promise<NamedBlob[]>}
 */
async function unfolded(entry, path) {
  const name = path + entry.name
  if (!entry.isDirectory) return [{ name, blob: await fileOf(/** @type {FileSystemFileEntry} */ (entry)) }]
  const parts = []
  for (const inner of await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry))) {
    parts.push(...(await unfolded(inner, `${name}/`)))
  }
  return parts
}

/** @param {FileSystemFileEntry} entry @returns {Promise<Blob>} */
function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** @param {FileSystemDirectoryEntry} folder */
async function entriesOf(folder) {
  const reader = folder.createReader()
  /** @type {FileSystemEntry[]} */
  const entries = []
  for (;;) {
    /** A browser tells a folder's entries in batches. @type {FileSystemEntry[]} */
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (!batch.length) return entries
    entries.push(...batch)
  }
}

/**
 * Bytes as people say them, rounded up: what is over a limit never reads as the limit.
 * @param {number} bytes
 */
export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 2 ** 20) return `${Math.ceil(bytes / 1024)} KB`
  return `${Math.ceil((bytes / 2 ** 20) * 10) / 10} MB`
}

/**
 * Why these files cannot be brought, "" where they can.
 * @param {NamedBlob[]} files
 * @param {number} largest bytes of all together
 * @param {number} most files
 */
export function tooMuch(files, largest, most) {
  const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0)
  const count = files.length.toLocaleString("en")
  const what = files.length === 1 ? `${shortName(files[0].name)} is` : `All ${count} files together are`
  if (bytes > largest) {
    return `${what} ${sizeText(bytes)} large. The limit is ${sizeText(largest)}: make it smaller and try again.`
  }
  if (files.length <= most) return ""
  return `These are ${count} files. The limit is ${most.toLocaleString("en")}: leave some out.`
}

/**
 * The last part of a name, not too long, without what turns text around.
 * @param {string} name
 */
export function shortName(name) {
  const part = name.split(/[/\\]/).at(-1) ?? ""
  const last = part.replace(/[\p{C}\p{Z}]+/gu, " ").trim() || "The file"
  return last.length > 60 ? `${last.slice(0, 48)}…${last.slice(-10)}` : last
}

/**
 * The names shown, each by itself: all, or the first of many and the rest together.
 * @param {string[]} names
 */
export function namesShown(names, most = 4) {
  if (names.length <= most) return names.map((name) => [name])
  return [...names.slice(0, most - 1).map((name) => [name]), names.slice(most - 1)]
}
