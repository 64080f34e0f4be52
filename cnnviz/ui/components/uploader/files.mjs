// The files that somebody picks or drops: names, after the folders that lead to them, and blobs.

/** Files of an input element; of a folder with the path in it. */
export function pickedFiles(list) {
  return [...list].map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }))
}

/** Everything that a drop holds, folders unfolded; the transfer is empty once the event is over, so call it at once. */
export function droppedFiles(transfer) {
  const items = [...transfer.items].filter((item) => item.kind === "file")
  const entries = items.map((item) => item.webkitGetAsEntry?.() ?? null)
  const loose = [...transfer.files]
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve(pickedFiles(loose))
  return Promise.all(entries.filter(Boolean).map((entry) => unfolded(entry, ""))).then((parts) => parts.flat())
}

async function unfolded(entry, path) {
  const name = path + entry.name
  if (!entry.isDirectory) {
    return [{ name, blob: await new Promise((resolve, reject) => entry.file(resolve, reject)) }]
  }
  const reader = entry.createReader()
  const inside = []
  for (;;) {
    // A browser tells a folder's entries in batches.
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject))
    if (!batch.length) break
    inside.push(...batch)
  }
  const parts = []
  for (const one of inside) parts.push(...(await unfolded(one, `${name}/`)))
  return parts
}

/** Bytes as people say them, rounded up: what is over a limit never reads as the limit. */
export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 2 ** 20) return `${Math.ceil(bytes / 1024)} KB`
  return `${Math.ceil((bytes / 2 ** 20) * 10) / 10} MB`
}

/** Why these files cannot be brought, "" where they can. */
export function tooMuch(files, largest, most) {
  const bytes = files.reduce((sum, { blob }) => sum + blob.size, 0)
  const what = files.length === 1 ? shortName(files[0].name) : `All ${files.length.toLocaleString("en")} files together`
  if (bytes > largest) {
    return `${what} ${files.length === 1 ? "is" : "are"} ${sizeText(bytes)} large. The limit is ${sizeText(largest)}: make it smaller and try again.`
  }
  if (files.length > most) return `These are ${files.length.toLocaleString("en")} files. The limit is ${most.toLocaleString("en")}: leave some out.`
  return ""
}

/** The last part of a name, not too long, without what turns text around. */
export function shortName(name) {
  const last = name.split(/[/\\]/).at(-1).replace(/[\p{C}\p{Z}]+/gu, " ").trim() || "The file"
  return last.length > 60 ? `${last.slice(0, 48)}…${last.slice(-10)}` : last
}

/** The names shown: all, or the first of many and how many more. */
export function namesShown(names, most = 4) {
  if (names.length <= most) return names.map((name) => [name])
  return [...names.slice(0, most - 1).map((name) => [name]), names.slice(most - 1)]
}
