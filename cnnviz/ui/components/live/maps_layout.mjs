// Where the maps of a layer lie on its canvas, and how shapes change through a network.

// About how many pixels of the page a map takes, and the least gap between maps.
const MAPS_TILE = 52
const MAPS_GAP = 4
// Pixels of the page for one value of a vector: of few values, of many.
const MAPS_CELLS = [22, 7]
const MAPS_FEW = 32
// Pixels by which a layer stands further in than the one that holds it.
export const MAPS_INDENT = 14

/** Lays out `count` maps of a layer's shape (maps h w) or (units) in `width` pixels: at most `lines` lines of them.
 * `scale` is in pixels of the page, `gap` in pixels of a map; `shown` maps have room. */
export function mapsLayout(shape, count, width, lines) {
  const vector = shape.length === 1
  const [rows, columns] = vector ? [1, 1] : shape.slice(1)
  const scale = vector ? MAPS_CELLS[count > MAPS_FEW ? 1 : 0] : columns > 2 * MAPS_TILE ? Math.min(1, width / columns) : Math.max(1, Math.round(MAPS_TILE / columns))
  const gap = vector ? 0 : Math.max(1, Math.round(MAPS_GAP / scale))
  const beside = Math.max(1, Math.min(count, Math.floor((width / scale + gap) / (columns + gap))))
  const shown = Math.min(count, beside * lines)
  const size = [Math.ceil(shown / beside) * (rows + gap) - gap, Math.min(shown, beside) * (columns + gap) - gap]
  return { rows, columns, scale, gap, beside, shown, size }
}

/** The map and the pixel in it at a point of the layout's canvas, in pixels of the page: { map, row, column } or null. */
export function mapsAt({ rows, columns, scale, gap, beside, shown }, x, y) {
  const [down, across] = [Math.floor(y / scale), Math.floor(x / scale)]
  const [line, place] = [Math.floor(down / (rows + gap)), Math.floor(across / (columns + gap))]
  const [row, column] = [down - line * (rows + gap), across - place * (columns + gap)]
  const map = line * beside + place
  if (Math.min(down, across) < 0 || place >= beside || map >= shown || row >= rows || column >= columns) return null
  return { map, row, column }
}

/** Where a map's first pixel lies: [row, column] of the canvas. */
export function mapsCorner({ rows, columns, gap, beside }, map) {
  return [Math.floor(map / beside) * (rows + gap), (map % beside) * (columns + gap)]
}

/** The smallest and the largest of a vector's values; not numbers are left out. */
export function mapsEnds(values) {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : [0, 0]
}

/** One sentence on how side and depth change from the image (c h w) to the last layer that still has maps. */
export function mapsPyramid(size, layers) {
  const spatial = layers.filter(({ shape }) => shape.length === 3)
  const last = spatial.at(-1)?.shape
  if (!last) return "No layer of this network has maps: it reads the picture as one long vector."
  const end = layers.at(-1).shape
  const side = last[1] === size[1] && last[2] === size[2] ? "space stays" : last[1] < size[1] ? "space shrinks" : "space grows"
  const depth = last[0] === size[0] ? "depth stays" : last[0] > size[0] ? "depth grows" : "depth shrinks"
  const tail = end.length === 1 ? ` The end is a vector of ${end[0].toLocaleString("en")} numbers.` : ""
  return `The pyramid: ${side} from ${size[1]} × ${size[2]} to ${last[1]} × ${last[2]} pixels, ${depth} from ${size[0]} to ${last[0]} maps.${tail}`
}
