// Pictures made smaller before they are sent: a phone's photo is some megabytes, of which a network reads a square of
// some hundred pixels.

/** @import { NamedBlob } from "../shared/files/upload.mjs" */

// Smaller files are sent as they are.
const LEAST = 300_000
const QUALITY = 0.92

/**
 * The size at which the shorter side has so many pixels; the same where it has fewer.
 * @param {number} width
 * @param {number} height
 * @param {number} side
 * @returns {[number, number]}
 */
export function fitted(width, height, side) {
  const scale = Math.min(1, side / Math.min(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

/**
 * The same files, large pictures with a shorter side of so many pixels; what the browser cannot read stays as it is.
 * One after the other: each takes its pixels' memory.
 * @param {NamedBlob[]} files
 * @param {number} side
 */
export async function smaller(files, side) {
  const made = []
  for (const file of files) made.push({ name: file.name, blob: await shrunk(file.blob, side) })
  return made
}

/** @param {Blob} blob @param {number} side @returns {Promise<Blob>} */
async function shrunk(blob, side) {
  if (blob.size < LEAST) return blob
  try {
    const picture = await createImageBitmap(blob)
    const canvas = document.createElement("canvas")
    ;[canvas.width, canvas.height] = fitted(picture.width, picture.height, side)
    const pen = canvas.getContext("2d")
    if (pen) pen.imageSmoothingQuality = "high"
    pen?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY))
    return small instanceof Blob && small.size < blob.size ? small : blob
  } catch {
    return blob
  }
}
