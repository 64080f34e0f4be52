// Numbers on a canvas: written as large as their place allows, never over its edges, and left out where nobody could
// read them; then zooming, or pointing at the place, tells them.

const SMALLEST = 6

/** The size in pixels, at most `largest`, at which a text fits into `room` pixels; 0 where that is too small to read. */
export function fontThatFits(pen, said, room, largest, family) {
  pen.font = `${largest}px ${family}`
  const size = Math.min(largest, (largest * room) / Math.max(1, pen.measureText(said).width))
  return size < SMALLEST ? 0 : size
}

/** Writes a text into `room` pixels around or beside (x, y), as the pen is aligned, if it can be read there. */
export function writeInto(pen, said, x, y, room, largest, family = "sans-serif") {
  const size = fontThatFits(pen, said, room, largest, family)
  if (!size) return
  pen.font = `${size}px ${family}`
  pen.fillText(said, x, y)
}
