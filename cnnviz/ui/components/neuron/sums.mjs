// The numbers in a line: b·x, bias, z, and what the activation makes of it.

import { element, write } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { lawLine } from "./words.mjs"

/**
 * @import { Shown } from "./model.mjs"
 * @import { Setting } from "./algebra.mjs"
 */

export class SumLine {
  /** @param {HTMLElement} parent */
  constructor(parent) {
    const line = element("div", "sums", parent)
    this.sum = number(line, "b·x")
    sign(line, "+")
    this.bias = number(line, "bias")
    sign(line, "=")
    this.z = number(line, "z")
    sign(line, "→")
    this.output = number(line, "answer σ(z)")
    this.law = element("p", "law", parent)
  }

  /**
   * @param {Shown} shown
   * @param {Setting} setting
   */
  draw({ answer }, { length, bias }) {
    write(this.sum, text(answer.sum))
    write(this.bias, text(bias))
    write(this.z, text(answer.z))
    write(this.output, text(answer.output))
    write(this.law, lawLine(answer, length))
  }
}

/**
 * A box for a number under its name.
 * @param {HTMLElement} line
 * @param {string} name
 */
function number(line, name) {
  const box = element("span", "number", line)
  element("small", "", box, name)
  return element("b", "", box)
}

/**
 * @param {HTMLElement} line
 * @param {string} text
 */
function sign(line, text) {
  element("span", "sign", line, text)
}
