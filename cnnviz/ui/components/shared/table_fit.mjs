// Tables of numbers take the room that they need, measured and not guessed: no number is cut.

/**
 * How many of a grid's columns, each of `column` pixels, a figure of `need` pixels takes; at most all.
 * @param {number} need
 * @param {number} column
 * @param {number} gap
 * @param {number} most
 */
export function columnsFor(need, column, gap, most) {
  return Math.max(1, Math.min(most, Math.ceil((need + gap - 0.5) / (column + gap))))
}

/**
 * How many whole cells of `cell` pixels can be seen in `room` pixels: at least one.
 * @param {number} room
 * @param {number} cell
 */
export function wholeCells(room, cell) {
  return Math.max(1, Math.floor((room + 0.5) / cell))
}

/**
 * Writes a table as large as fits into `room` pixels: in the first of `styles` (class names, the largest first) that
 * does. Where none does, its cells become equally wide and its scroller shows whole ones only. Returns how many columns
 * are seen at once.
 * @param {HTMLElement} scroller
 * @param {HTMLTableElement} table
 * @param {number} room
 * @param {string[]} styles
 */
export function fitTable(scroller, table, room, styles) {
  const columns = table.rows[0]?.cells.length ?? 0
  table.classList.remove("even")
  scroller.style.maxWidth = ""
  for (const style of styles) {
    table.classList.remove(...styles.filter(Boolean))
    if (style) table.classList.add(style)
    if (table.offsetWidth <= room + 0.5) return columns
  }
  const widest = Math.ceil(
    Math.max(...[...table.rows].flatMap((row) => [...row.cells].map((cell) => cell.getBoundingClientRect().width))),
  )
  const seen = wholeCells(room, widest)
  table.style.setProperty("--cell", `${widest}px`)
  table.classList.add("even")
  scroller.style.maxWidth = `${seen * widest}px`
  return seen
}
