// Zoom and pan: which part of a map of cells is seen, and how large. `scale` is pixels a cell; `top` and `left` are
// the place, in cells, of the picture's top left corner.

/** The box that a map of cells fills best within so many pixels, and the view that shows all of it. */
export function fitted(rows, columns, width, height) {
  const scale = Math.min(width / columns, height / rows)
  const box = { width: Math.max(1, Math.round(columns * scale)), height: Math.max(1, Math.round(rows * scale)) }
  return { box, view: { scale, top: 0, left: 0 } }
}

function kept(view, rows, columns, box) {
  const most = (count, pixels) => Math.max(0, count - pixels / view.scale)
  return {
    scale: view.scale,
    top: Math.min(Math.max(0, view.top), most(rows, box.height)),
    left: Math.min(Math.max(0, view.left), most(columns, box.width)),
  }
}

/** Zoomed by `factor`, never smaller than the whole nor larger than 96 pixels a cell, the cell [row, column] in the middle. */
export function zoomed(view, factor, [row, column], rows, columns, box) {
  const least = Math.min(box.width / columns, box.height / rows)
  const scale = Math.max(least, Math.min(Math.max(96, least), view.scale * factor))
  const middle = { scale, top: row + 0.5 - box.height / scale / 2, left: column + 0.5 - box.width / scale / 2 }
  return kept(middle, rows, columns, box)
}

/** Moved by so many pixels. */
export function panned(view, across, down, rows, columns, box) {
  return kept({ scale: view.scale, top: view.top - down / view.scale, left: view.left - across / view.scale }, rows, columns, box)
}

/** Moved no more than it takes for the cells from [top, left] to [bottom, right] to be seen. */
export function followed(view, [top, left], [bottom, right], rows, columns, box) {
  const along = (start, first, last, pixels) => {
    const seen = pixels / view.scale
    if (first < start || last + 1 - first > seen) return first
    return last + 1 > start + seen ? last + 1 - seen : start
  }
  const moved = { scale: view.scale, top: along(view.top, top, bottom, box.height), left: along(view.left, left, right, box.width) }
  return kept(moved, rows, columns, box)
}

/** The cell under a point, in pixels from the picture's top left corner; null beside the map. */
export function cellAt(view, x, y, rows, columns) {
  const row = Math.floor(view.top + y / view.scale)
  const column = Math.floor(view.left + x / view.scale)
  return row >= 0 && column >= 0 && row < rows && column < columns ? [row, column] : null
}
