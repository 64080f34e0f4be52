// Pixels of a canvas, one each for every value that is drawn.

/**
 * What draws on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [how]
 */
export function contextOf(canvas, how) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", how))
}

/** A canvas of so many rows and columns, with the words that `show` puts on it. */
export class Sheet {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {number} rows
   * @param {number} columns
   */
  constructor(canvas, rows, columns) {
    canvas.width = columns
    canvas.height = rows
    this.canvas = canvas
    this.rows = rows
    this.columns = columns
    this.image = new ImageData(columns, rows)
    this.words = new Uint32Array(this.image.data.buffer)
  }

  show() {
    contextOf(this.canvas).putImageData(this.image, 0, 0)
  }

  /**
   * How many pixels of the page each value takes.
   * @param {number} scale
   */
  enlarge(scale) {
    this.canvas.style.width = `${this.columns * scale}px`
    this.canvas.style.height = `${this.rows * scale}px`
  }
}

/**
 * A picture of bytes (c h w) as canvas words: grey for one channel, its colours for three.
 * @param {Uint32Array} words
 * @param {Uint8Array} bytes
 * @param {number} count of the picture's bytes, which begin at `offset`
 * @param {number} offset
 */
export function fillPicture(words, bytes, count, offset = 0) {
  const coloured = words.length * 3 === count
  for (let i = 0; i < words.length; i++) {
    const [red, green, blue] = [0, 1, 2].map((k) => bytes[offset + i + (coloured ? k * words.length : 0)])
    words[i] = 0xff000000 | (blue << 16) | (green << 8) | red
  }
}
