// The picture, with a frame on it: what lies in the frame is b or x.

import { coloursOf } from "../shared/colours.mjs"
import { element, write } from "../shared/dom.mjs"
import { Plane } from "../shared/plane/plane.mjs"
import { BLUE, VERMILION } from "../shared/theme.mjs"
import { menu } from "./dials.mjs"
import { PICTURE } from "./image_figure.mjs"
import { cornerAt, stepped } from "./pixels.mjs"

/** @import { Role } from "./model.mjs" */

const COLOURS = { template: BLUE, against: VERMILION }

export class Cutting {
  /**
   * @param {HTMLElement} parent
   * @param {(role: Role, corner: number[]) => void} move
   */
  constructor(parent, move) {
    this.move = move
    /** @type {Role} */
    this.role = "against"
    this.side = 1
    this.size = [1, 1]
    this.corners = { template: [0, 0], against: [0, 0] }
    const part = element("section", "cutting", parent)
    element("h2", "", part, "Cut one from the picture")
    const line = element("label", "", part, "The frame you move cuts out ")
    this.roles = menu(
      line,
      "Which image the frame cuts out",
      [
        ["against", "x"],
        ["template", "b"],
      ],
      (role) => {
        this.role = /** @type {Role} */ (role)
        this.draw()
      },
    )
    this.plane = new Plane(element("div", "holder", part), {
      point: () => {},
      pin: () => {},
      zoom: () => {},
      pen: () => true,
      paint: (cell) => this.put(cornerAt(cell, this.size, this.side)),
    })
    this.line = element("p", "legend", part)
    const { canvas } = this.plane
    canvas.tabIndex = 0
    canvas.setAttribute("role", "application")
    canvas.addEventListener("keydown", (event) => this.key(event))
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const room = this.size.map((count) => count - this.side + 1)
    const to = stepped(this.corners[this.role], event.key, room)
    if (!to) return
    event.preventDefault()
    this.put(to)
  }

  /** @param {number[]} corner */
  put(corner) {
    this.move(this.role, corner)
  }

  /**
   * @param {Float32Array} values
   * @param {number[]} size
   * @param {number} side
   */
  show(values, [rows, columns], side) {
    Object.assign(this, { size: [rows, columns], side })
    this.plane.show({ rows, columns, values, colours: coloursOf(PICTURE, values) })
  }

  /** @param {number} most pixels */
  fit(most) {
    this.plane.fit(most, most)
  }

  /** @param {{ template: number[], against: number[] }} corners @param {string[]} used the roles that are cut now */
  place(corners, used) {
    this.corners = corners
    this.used = used
    this.draw()
  }

  draw() {
    const { side, corners, role, used = [] } = this
    const [top, left] = corners[role]
    const at = `rows ${top + 1} to ${top + side}, columns ${left + 1} to ${left + side}`
    const name = role === "against" ? "x" : "b"
    const taken = used.includes(role)
      ? `${name} is ${at}.`
      : `Drag the frame, or use the arrow keys, to make it ${name}.`
    write(this.line, taken)
    const [rows, columns] = this.size
    this.plane.canvas.setAttribute(
      "aria-label",
      `Your picture, ${rows} × ${columns} pixels. The frame for ${name}: ${at}. Arrow keys move it.`,
    )
    const shown = /** @type {Role[]} */ (["template", "against"]).filter((one) => one === role || used.includes(one))
    this.plane.draw(
      shown.map((one) => ({
        ...{ kind: "box", rows: side, columns: side, width: one === role ? 3 : 2, colour: COLOURS[one] },
        ...{ top: corners[one][0], left: corners[one][1] },
      })),
    )
  }
}
