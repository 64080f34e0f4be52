// Where columns of maps stand: in lines, as words do, with room between them for wires.

/**
 * @typedef {{ left: number, top: number, side: number }} Cell in pixels
 * @typedef {{ lines: number, cell: number, step: number, head: number, high: number, lead: number, places: Cell[][] }}
 *   Arrangement how many lines there are; the side of a cell, and from a column to the next; above the cells of a line;
 *   all of it; what is left before the first line; and where each cell of each column stands
 * @typedef {{ counts: number[], wide: number, lead: number, tail: number, high: number, head?: number }} Room
 *   cells of each column, pixels across, those to be left before the first line and after the last column, and how high
 *   it should be at most
 */

// Above the cells stand a title and a size; between them lies a gap; wires need so much between columns.
const HEAD = 38
const GAP = 5
const WIRES = 30
// Lines beyond the fewest that are tried.
const MORE = 3
// A cell's side, in pixels.
const SMALLEST = 34
const LARGEST = 92

/**
 * The arrangement in which cells are largest, in as few lines as cells that can be seen allow.
 * @param {Room} room
 * @returns {Arrangement}
 */
export function arranged(room) {
  const narrow = room.wide < 640
  const between = narrow ? 16 : WIRES
  const least = SMALLEST + between
  const lead = narrow ? 0 : room.lead
  const tail = narrow ? Math.min(room.tail, room.wide - least) : room.tail
  const head = room.head ?? HEAD
  const given = { ...room, lead, tail }
  const fewest = linesFor(given, least)
  let best = { lines: 0, step: 0, side: 0 }
  for (let lines = fewest; lines < fewest + (narrow ? 1 : MORE); lines++) {
    const step = widest(given, least, lines)
    const high = (room.high / lines - head) / mostMaps(room.counts) - GAP
    const side = Math.floor(Math.min(LARGEST, step - between, Math.max(SMALLEST, high)))
    if (side > best.side) best = { lines: linesFor(given, step), step, side }
  }
  return {
    lines: best.lines,
    cell: best.side,
    step: best.step,
    head,
    lead,
    ...placed(given, best.step, best.side, head),
  }
}

/**
 * The largest step from column to column with which so many lines are enough.
 * @param {Room} room
 * @param {number} least
 * @param {number} lines
 */
function widest(room, least, lines) {
  let step = least
  while (step < 2 * LARGEST && linesFor(room, step + 1) <= lines) step++
  return step
}

/**
 * Maps of the highest column: the last one, of answers, makes do with the height of the others.
 * @param {number[]} counts
 */
function mostMaps(counts) {
  return Math.max(...(counts.length > 1 ? counts.slice(0, -1) : counts))
}

/**
 * How many columns the line holds that begins with this one.
 * @param {Room} room
 * @param {number} first
 * @param {number} step
 */
function held(room, first, step) {
  const free = room.wide - (first === 0 ? room.lead : 0)
  const left = room.counts.length - first
  // The last column is as wide as what it says.
  if ((left - 1) * step + room.tail <= free) return left
  return Math.max(1, Math.min(left - 1, Math.floor(free / step)))
}

/** @param {Room} room @param {number} step */
function linesFor(room, step) {
  let lines = 0
  for (let first = 0; first < room.counts.length; lines++) first += held(room, first, step)
  return lines
}

/**
 * @param {Room} room
 * @param {number} step
 * @param {number} side
 * @param {number} head
 */
function placed(room, step, side, head) {
  /** @type {Cell[][]} */
  const places = []
  let top = 0
  for (let first = 0; first < room.counts.length; ) {
    const count = held(room, first, step)
    const start = first === 0 ? room.lead : 0
    const here = room.counts.slice(first, first + count)
    const most = Math.min(mostMaps(room.counts), Math.max(...here))
    here.forEach((cells, place) => {
      const left = start + place * step
      const pitch = cells > most ? (most * (side + GAP)) / cells : side + GAP
      places.push(
        Array.from({ length: cells }, (_, k) => ({
          left,
          top: top + head + k * pitch,
          side: Math.min(side, pitch - GAP),
        })),
      )
    })
    top += head + most * (side + GAP) + GAP
    first += count
  }
  return { places, high: top }
}

/**
 * A wire as an SVG path: from the right side of a cell to the left side of one further on; where that stands in
 * another line, out at the end of the one and in at the beginning of the other.
 * @param {Cell} from
 * @param {Cell} to
 * @param {number} wide of the cell that it leaves
 */
export function wirePath(from, to, wide) {
  const [x0, y0] = [from.left + wide, from.top + from.side / 2]
  const [x1, y1] = [to.left, to.top + to.side / 2]
  if (x1 <= x0) return `M${x0} ${y0}h${STUB}M${x1 - STUB} ${y1}h${STUB}`
  const bend = Math.max(10, (x1 - x0) / 2)
  return `M${x0} ${y0}C${x0 + bend} ${y0} ${x1 - bend} ${y1} ${x1} ${y1}`
}

// How far a wire is drawn that goes on in another line.
const STUB = 12
