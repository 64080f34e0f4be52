// Numbers as people type and paste them, and matrices as text (see cnnviz/ops/kernel_text.py).

/** "1,0,-1;2,0,-2" as rows of texts. */
export function parsed(text) {
  return text.split(";").map((row) => row.split(",").map((cell) => cell.trim()))
}

/** Rows of numbers as "1,0,-1;2,0,-2". */
export function written(rows) {
  return rows.map((row) => row.map((value) => String(value === 0 ? 0 : value)).join(",")).join(";")
}

/** The number typed into a cell: plain, or a fraction like 1/9; NaN where it is neither. */
export function number(text) {
  const parts = text.trim().replaceAll("−", "-").split("/")
  if (parts.length > 2 || parts.some((part) => part.trim() === "")) return NaN
  const value = parts.map(Number).reduce((a, b) => a / b)
  return Number.isFinite(value) ? value : NaN
}

/** Rows of numbers from pasted or typed lines, or a sentence that says why not: { rows } or { trouble }. */
export function matrix(text, largest) {
  const cells = text.trim().split(/\r?\n|;/).map((line) => line.trim().split(/\s*[\t,]\s*|\s+/))
  const wrong = cells.flat().find((cell) => Number.isNaN(number(cell)))
  if (cells.some((row) => row.length !== cells[0].length)) return { trouble: "The rows differ in length." }
  if (wrong !== undefined) return { trouble: `“${wrong.slice(0, 40)}” is not a number.` }
  if (Math.max(cells.length, cells[0].length) > largest) return { trouble: `There is room for at most ${largest} rows and columns.` }
  return { rows: cells.map((row) => row.map(number)) }
}
