// A picture alone, as large as whole pixels allow.

import { button, element } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { inWords } from "./painting.mjs"

/** @import { PictureTile } from "./painting.mjs" */

/**
 * The largest whole enlargement that fits a window, at least 1.
 * @param {number} rows
 * @param {number} columns
 * @param {number} height
 * @param {number} width
 */
export function enlargement(rows, columns, height, width) {
  return Math.max(1, Math.floor(Math.min(height / rows, width / columns)))
}

/**
 * How many times as wide as the picture is what is shown of it: pixels may stand for several of its own.
 * @param {number} times its pixels are enlarged
 * @param {number} drawn columns of pixels
 * @param {number} columns of the picture
 */
export function shownAs(times, drawn, columns) {
  return `shown ${text((times * drawn) / columns)} × its size`
}

/**
 * @param {Element} root of the component
 * @param {PictureTile} tile
 * @param {HTMLCanvasElement} drawn
 */
export function enlarge(root, tile, drawn) {
  const dialog = element("dialog", "", root)
  dialog.setAttribute("aria-label", tile.title)
  button("Close", dialog, () => dialog.close()).className = "close"
  element("strong", "", dialog, tile.title)
  const times = enlargement(drawn.height, drawn.width, window.innerHeight - 170, window.innerWidth - 70)
  const canvas = element("canvas", "crisp", dialog)
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", inWords(tile))
  canvas.width = drawn.width
  canvas.height = drawn.height
  canvas.style.width = `${drawn.width * times}px`
  canvas.getContext("2d")?.drawImage(drawn, 0, 0)
  element("div", "", dialog, [...tile.facts, shownAs(times, drawn.width, tile.columns)].join(" · "))
  dialog.addEventListener("close", () => dialog.remove())
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close())
  dialog.showModal()
}
