// A picture file, made into what a network reads.

import { bytesOf } from "./brush.mjs"

const MOST_BYTES = 20 * 2 ** 20
const MOST_PIXELS = 64e6

/**
 * The largest centred rectangle of `width` × `height` with the shape of `columns` × `rows`.
 * @param {number} width
 * @param {number} height
 * @param {number} columns
 * @param {number} rows
 * @returns {[left: number, top: number, width: number, height: number]}
 */
export function centredCrop(width, height, columns, rows) {
  const scale = Math.min(width / columns, height / rows)
  const [wide, high] = [columns * scale, rows * scale]
  return [(width - wide) / 2, (height - high) / 2, wide, high]
}

/**
 * The middle of a picture file as bytes of that size (c h w). Throws Error with a sentence where it cannot be.
 * @param {File} file
 * @param {number[]} size
 */
export async function readPicture(file, size) {
  if (file.size > MOST_BYTES)
    throw new Error(`That file has more than ${MOST_BYTES / 2 ** 20} MB. Make it smaller and try again.`)
  const picture = await decoded(file)
  try {
    if (picture.width * picture.height > MOST_PIXELS)
      throw new Error(`That picture has more than ${MOST_PIXELS / 1e6} million pixels. Make it smaller and try again.`)
    return shrunk(picture, size)
  } finally {
    picture.close()
  }
}

/** @param {File} file */
async function decoded(file) {
  try {
    return await createImageBitmap(file)
  } catch {
    throw new Error(`The browser cannot read “${file.name.slice(0, 60)}” as a picture. A PNG or JPEG file works.`)
  }
}

/**
 * The middle of a picture, as large as it can be, in the network's size. Halved first, so that no pixel is skipped.
 * @param {ImageBitmap} picture
 * @param {number[]} size
 */
function shrunk(picture, [channels, rows, columns]) {
  /** @type {CanvasImageSource} */
  let source = picture
  let [left, top, wide, high] = centredCrop(picture.width, picture.height, columns, rows)
  while (wide >= 2 * columns && high >= 2 * rows) {
    const half = new OffscreenCanvas(Math.ceil(wide / 2), Math.ceil(high / 2))
    contextOn(half).drawImage(source, left, top, wide, high, 0, 0, half.width, half.height)
    source = half
    ;[left, top, wide, high] = [0, 0, half.width, half.height]
  }
  const small = contextOn(new OffscreenCanvas(columns, rows))
  small.drawImage(source, left, top, wide, high, 0, 0, columns, rows)
  return bytesOf(small.getImageData(0, 0, columns, rows).data, channels)
}

/** @param {OffscreenCanvas} canvas */
function contextOn(canvas) {
  return /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"))
}
