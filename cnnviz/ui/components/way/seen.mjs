// What a unit sees of the photo: its window by the arithmetic of the layers before it, branches included.

/**
 * @typedef {{ size: number, jump: number, padding: number }} Field along one axis, see cnnviz/nets/fields.py
 * @typedef {{ top: number, left: number, bottom: number, right: number }} Box first and last rows and columns
 */

/**
 * @param {[Field, Field]} seen of rows and of columns
 * @param {number} row
 * @param {number} column
 * @returns {Box}
 */
export function windowOf([rows, columns], row, column) {
  const [top, bottom] = along(rows, row)
  const [left, right] = along(columns, column)
  return { top, left, bottom, right }
}

/** @param {Field} field @param {number} index */
function along({ size, jump, padding }, index) {
  const first = Math.floor(index * jump) - padding
  return [first, first + size - 1]
}

/**
 * The part of a window that lies on a picture of so many rows and columns.
 * @param {Box} box
 * @param {number} rows
 * @param {number} columns
 * @returns {Box}
 */
export function onPicture(box, rows, columns) {
  const within = (/** @type {number} */ place, /** @type {number} */ count) => Math.max(0, Math.min(count - 1, place))
  return {
    top: within(box.top, rows),
    bottom: within(box.bottom, rows),
    left: within(box.left, columns),
    right: within(box.right, columns),
  }
}
