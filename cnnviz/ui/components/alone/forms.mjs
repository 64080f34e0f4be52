// How each kind of question is answered: a form, and what was given in it.

import { button, element, write } from "../shared/dom.mjs"
import { number } from "../shared/typed_numbers.mjs"

/**
 * @import { Boards } from "./boards.mjs"
 * @import { Given, Question } from "./file.js"
 * @typedef {() => Given | null} Read What was given; null where nothing whole was.
 */

export const SKIP = "F2"
const MISSING = {
  number: "Type a number, then press Answer.",
  choice: "Choose one of them, then press Answer.",
  order: "Put another one in each place, then press Answer.",
  point: "Point at a cell or type its row and column, then press Answer.",
  size: "Draw a size or type its rows and columns, then press Answer.",
  curve: "Move a point or type the values, then press Answer.",
}

/** @type {Record<Question["kind"], (form: HTMLElement, question: Question, boards: Boards) => Read>} */
const FIELDS = { number: typed, choice: chosen, order: ordered, point: drawn, size: drawn, curve: drawn }

/**
 * The form of a question.
 * @param {HTMLElement} parent
 * @param {Question} question
 * @param {Boards} boards
 * @param {{ answer: (given: Given) => void, skip: () => void }} hooks
 */
export function form(parent, question, boards, hooks) {
  const made = element("form", "question", parent)
  made.noValidate = true
  const read = FIELDS[question.kind](made, question, boards)
  const row = element("div", "row", made)
  const answer = button("Answer", row, () => {})
  answer.type = "submit"
  answer.className = "primary"
  button("Skip", row, hooks.skip).setAttribute("aria-keyshortcuts", SKIP)
  const missing = element("p", "missing", made)
  missing.setAttribute("role", "status")
  made.addEventListener("submit", (event) => {
    event.preventDefault()
    const given = read()
    if (given === null) write(missing, MISSING[question.kind])
    else hooks.answer(given)
  })
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @returns {Read}
 */
function typed(form, { ask }) {
  const label = element("label", "", form)
  element("span", "", label, ask)
  const input = element("input", "", label)
  Object.assign(input, { type: "text", inputMode: "text", autocomplete: "off", placeholder: "A number" })
  return () => {
    const value = number(input.value)
    return Number.isFinite(value) ? value : null
  }
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @returns {Read}
 */
function chosen(form, { ask, options = [], pictures, legend }) {
  const field = element("fieldset", pictures ? "pictures" : "", form)
  element("legend", "", field, ask)
  const inputs = options.map(([id, name]) => {
    const label = element("label", "option", field)
    const input = element("input", "", label)
    Object.assign(input, { type: "radio", name: "answer", value: id })
    element("span", "", label, name)
    if (pictures) pictured(label, name, pictures[id])
    return input
  })
  if (legend) element("p", "caption", form, legend)
  return () => inputs.find((input) => input.checked)?.value ?? null
}

/**
 * @param {HTMLElement} label
 * @param {string} name
 * @param {{ png: string, told: string }} picture
 */
function pictured(label, name, { png, told }) {
  const image = element("img", "", label)
  image.src = `data:image/png;base64,${png}`
  image.alt = `${name}: ${told}`
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @returns {Read}
 */
function ordered(form, { ask, options = [] }) {
  const field = element("fieldset", "order", form)
  element("legend", "", field, ask)
  const places = options.map((_, place) => {
    const label = element("label", "place", field)
    element("span", "", label, place === 0 ? "Least" : place === options.length - 1 ? "Most" : "Then")
    const select = element("select", "", label)
    for (const [id, name] of [["", "…"], ...options]) element("option", "", select, name).value = id
    return select
  })
  return () => {
    const given = places.map(({ value }) => value)
    return given.every(Boolean) && new Set(given).size === given.length ? given : null
  }
}

/**
 * @param {HTMLElement} form
 * @param {Question} question
 * @param {Boards} boards
 * @returns {Read}
 */
function drawn(form, question, boards) {
  const field = element("fieldset", "drawn", form)
  element("legend", "", field, question.ask)
  return boards.open(element("div", "board", field), question)
}
