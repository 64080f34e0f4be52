// Files that the browser makes and saves.

// Milliseconds after which a file that was saved is forgotten.
const LATER = 60_000

/**
 * Saves a file by a name.
 * @param {Blob} blob
 * @param {string} name
 */
export function download(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), LATER)
}
