// Draws sections of pictures and number tables from one binary message; see cnnviz/figures/tiles.py for its layout.

import { element, write } from "../dom.mjs"
import { unpacked, words } from "../message.mjs"
import { columnsFor, fitTable } from "../room.mjs"

// Of a table, the sizes that are tried: the first that its section has room for.
const SIZES = ["", "dense", "tiny"]
// With more columns a table is dense from the start.
const FEW = 7

/** A tile's pixels as canvas words: through its palette, or as the colours they are. */
export function coloured(tile, pixels, palettes) {
  const count = tile.rows * tile.columns
  if (!tile.palette) return words(pixels.subarray(tile.offset, tile.offset + 3 * count))
  const palette = palettes[tile.palette]
  const result = new Uint32Array(count)
  for (let i = 0; i < count; i++) result[i] = palette[pixels[tile.offset + i]]
  return result
}

/** Where invented pixels lie, as CSS insets in percent: top, bottom, left and right strips. */
export function strips(frame, rows, columns) {
  const [top, bottom, left, right] = frame
  const h = (n) => `${(100 * n) / rows}%`
  const w = (n) => `${(100 * n) / columns}%`
  return [
    top && { top: 0, left: 0, right: 0, height: h(top) },
    bottom && { bottom: 0, left: 0, right: 0, height: h(bottom) },
    left && { top: h(top), bottom: h(bottom), left: 0, width: w(left) },
    right && { top: h(top), bottom: h(bottom), right: 0, width: w(right) },
  ].filter(Boolean)
}

/** Width in CSS pixels that suits a section's tiles: few are large, many are small. */
export function tileWidth(count, small) {
  if (small) return 108
  return count <= 3 ? 230 : count <= 6 ? 162 : 150
}

/** The largest whole enlargement that fits a window, at least 1. */
export function enlargement(rows, columns, height, width) {
  return Math.max(1, Math.floor(Math.min(height / rows, width / columns)))
}

/** Keeps one child per entry, reusing those of the same kind, so that unchanged nodes never flicker. */
function matched(parent, entries, kindOf, make) {
  entries.forEach((entry, i) => {
    const kind = kindOf(entry)
    let child = parent.children[i]
    if (child?.dataset.kind !== kind) {
      const fresh = make(entry)
      fresh.dataset.kind = kind
      if (child) child.replaceWith(fresh)
      else parent.append(fresh)
    }
  })
  while (parent.children.length > entries.length) parent.lastChild.remove()
  return [...parent.children]
}

function paint(canvas, rows, columns, pixels) {
  if (canvas.width !== columns || canvas.height !== rows) {
    canvas.width = columns
    canvas.height = rows
  }
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), columns, rows)
  canvas.getContext("2d").putImageData(image, 0, 0)
}

function newPicture() {
  const figure = element("figure")
  const stage = element("button", "stage", figure)
  stage.type = "button"
  element("canvas", "", stage)
  const caption = element("figcaption", "", figure)
  element("div", "title", caption)
  const legend = element("div", "legend", caption)
  element("canvas", "", legend)
  element("span", "", legend)
  element("div", "facts", caption)
  const save = element("button", "save", caption)
  save.type = "button"
  const open = element("button", "open", caption)
  open.type = "button"
  open.addEventListener("click", () => figure.getRootNode().querySelector(".gallery").open(figure.tile.opens))
  stage.addEventListener("click", () => enlarge(figure))
  save.addEventListener("click", () => download(figure))
  return figure
}

function enlarge(figure) {
  const { tile } = figure
  const dialog = element("dialog", "", figure.getRootNode().querySelector(".gallery"))
  const close = element("button", "close", dialog)
  close.textContent = "Close"
  close.addEventListener("click", () => dialog.close())
  element("strong", "", dialog).textContent = tile.title
  const times = enlargement(tile.rows, tile.columns, window.innerHeight - 170, window.innerWidth - 70)
  const canvas = element("canvas", "crisp", dialog)
  canvas.style.width = `${tile.columns * times}px`
  canvas.getContext("2d")
  canvas.width = tile.columns
  canvas.height = tile.rows
  canvas.getContext("2d").drawImage(figure.querySelector(".stage canvas"), 0, 0)
  element("div", "", dialog).textContent = `${tile.facts.join(" · ")} · shown ${times} × its size`
  // Streamlit listens for r and c on the document.
  dialog.addEventListener("keydown", (event) => event.stopPropagation())
  dialog.addEventListener("close", () => dialog.remove())
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close())
  dialog.showModal()
}

function download(figure) {
  figure.querySelector(".stage canvas").toBlob((blob) => {
    const link = document.createElement("a")
    link.href = URL.createObjectURL(blob)
    link.download = figure.tile.file
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 10000)
  })
}

function drawFacts(figure, tile) {
  const holder = figure.querySelector(".facts")
  matched(holder, tile.facts, () => "fact", () => element("span"))
  tile.facts.forEach((fact, i) => write(holder.children[i], fact))
}

function drawPicture(figure, tile, pixels, palettes) {
  figure.tile = tile
  const stage = figure.querySelector(".stage")
  const canvas = stage.firstElementChild
  paint(canvas, tile.rows, tile.columns, coloured(tile, pixels, palettes))
  // Enlarging keeps every pixel a square; shrinking must average, or thin lines vanish.
  canvas.className = tile.columns <= (stage.clientWidth || 200) * window.devicePixelRatio ? "crisp" : ""
  stage.setAttribute("aria-label", `Enlarge ${tile.title}: ${tile.facts.join(", ")}`)
  for (const old of stage.querySelectorAll(".invented")) old.remove()
  for (const strip of strips(tile.frame, tile.rows, tile.columns)) {
    Object.assign(element("div", "invented", stage).style, strip)
  }
  write(figure.querySelector(".title"), tile.title)
  drawFacts(figure, tile)
  drawLegend(figure.querySelector(".legend"), tile, palettes)
  const save = figure.querySelector(".save")
  save.hidden = !tile.file
  write(save, "Save PNG")
  save.setAttribute("aria-label", `Save ${tile.title} as PNG`)
  const open = figure.querySelector(".open")
  open.hidden = !tile.opens
  write(open, "Explore")
  open.setAttribute("aria-label", `Explore ${tile.title}, number by number`)
}

function drawLegend(legend, tile, palettes) {
  legend.hidden = !tile.legend.length
  if (legend.hidden) return
  paint(legend.firstElementChild, 1, 256, palettes[tile.palette].slice())
  const labels = legend.lastElementChild
  matched(labels, tile.legend, () => "label", () => element("b"))
  tile.legend.forEach((text, i) => write(labels.children[i], text))
}

function newMatrix() {
  const figure = element("figure", "matrix")
  element("table", "", element("div", "scroller", figure))
  const caption = element("figcaption", "", figure)
  element("div", "title", caption)
  element("div", "facts", caption)
  element("div", "rest", caption)
  return figure
}

function drawMatrix(figure, tile) {
  const table = figure.querySelector("table")
  table.setAttribute("aria-label", tile.title)
  table.classList.toggle("ruled", Boolean(tile.first))
  tile.first?.forEach((first, way) => table.style.setProperty(way ? "--before-column" : "--before-row", first - 1))
  const rows = matched(table, tile.cells, () => "row", () => element("tr"))
  tile.cells.forEach((cells, r) => {
    matched(rows[r], cells, () => "cell", () => element("td"))
    cells.forEach((cell, c) => {
      const td = rows[r].children[c]
      write(td, cell.text)
      td.style.backgroundColor = cell.colour
      td.className = [cell.dark && "dark", cell.invented && "invented-cell", cell.marked && "marked"].filter(Boolean).join(" ")
    })
  })
  write(figure.querySelector(".title"), tile.title)
  drawFacts(figure, tile)
}

/** Gives every table the columns of its section that it needs, or, where all of them are too few, whole cells to scroll. */
function fitMatrices(root) {
  const figures = [...root.querySelectorAll(".matrix")]
  // A span for another width would add columns to the grid that is measured.
  for (const figure of figures) figure.style.gridColumn = ""
  for (const figure of figures) {
    const { gridTemplateColumns, columnGap } = getComputedStyle(figure.parentElement)
    const [tracks, gap] = [gridTemplateColumns.split(" ").map(parseFloat), parseFloat(columnGap)]
    const room = tracks.length * (tracks[0] + gap) - gap
    const table = figure.querySelector("table")
    const columns = table.rows[0].cells.length
    const seen = fitTable(table.parentElement, table, room, columns > FEW ? SIZES.slice(1) : SIZES)
    const need = seen < columns ? room : table.offsetWidth
    figure.style.gridColumn = `span ${columnsFor(need, tracks[0], gap, tracks.length)}`
    const scrolled = seen < columns
    // A table that scrolls must do so by keyboard too.
    table.parentElement.tabIndex = scrolled ? 0 : -1
    write(figure.querySelector(".rest"), scrolled ? `${seen} of ${columns} columns fit here: scroll sideways.` : "")
  }
}

function newSection() {
  const section = element("section", "section")
  element("h3", "", section)
  element("p", "", section)
  element("div", "", section)
  return section
}

function drawSection(node, section, pixels, palettes) {
  const [heading, sentence, holder] = node.children
  write(heading, section.title)
  write(sentence, section.sentence)
  holder.className = section.layout
  holder.style.setProperty("--tile", `${tileWidth(section.tiles.length, section.small)}px`)
  const figures = matched(holder, section.tiles, (tile) => tile.kind, (tile) => (tile.kind === "picture" ? newPicture() : newMatrix()))
  section.tiles.forEach((tile, i) => {
    if (tile.kind === "picture") drawPicture(figures[i], tile, pixels, palettes)
    else drawMatrix(figures[i], tile)
  })
}

const watchers = new WeakMap()

/** Fits the tables whenever the gallery has another width. */
function watched(root) {
  if (!watchers.has(root)) {
    let wide = 0
    watchers.set(root, new ResizeObserver(() => {
      if (root.clientWidth === wide) return
      wide = root.clientWidth
      fitMatrices(root)
    }))
  }
  watchers.get(root).observe(root)
  return () => watchers.get(root).disconnect()
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".gallery")
  root.open = (what) => setTriggerValue("open", what)
  const started = performance.now()
  try {
    const { header, rest: pixels } = unpacked(data)
    const palettes = { grey: words(pixels.subarray(0, 768)), signed: words(pixels.subarray(768, 1536)) }
    const nodes = matched(root, header.sections, () => "section", newSection)
    header.sections.forEach((section, i) => drawSection(nodes[i], section, pixels, palettes))
    fitMatrices(root)
  } catch (error) {
    root.replaceChildren()
    element("p", "trouble", root).textContent = `These pictures could not be drawn: ${error.message}`
  }
  // Read by benchmarks and tests: when the last message was drawn, and how long that took.
  root.dataset.drawn = String(performance.now())
  root.dataset.took = (performance.now() - started).toFixed(1)
  return watched(root)
}
