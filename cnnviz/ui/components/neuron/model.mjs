// What the component shows: both images by what they are set to, and all that the neuron makes of them.

import { answer, answersAround, answerTo, exposed, turned, turningOf, weightsOf } from "./algebra.mjs"
import { cut, imageOf } from "./pixels.mjs"

/**
 * @import { Answer, Image, Setting, Turning } from "./algebra.mjs"
 * @import { Message } from "../shared/message.mjs"
 *
 * @typedef {"template" | "against"} Role Which of the two images: b, or x.
 *
 * @typedef {object} Settings By their names in the link: see cnnviz/ui/why/template_settings.py.
 * @property {string} template A shape's id, "drawn" or "cut".
 * @property {string} against
 * @property {string} template_cut Row and column of the first pixel, "24,24".
 * @property {string} against_cut
 * @property {string} template_drawn A hexadecimal digit a pixel.
 * @property {string} against_drawn
 * @property {string} theta Degrees, "" where x is not turned.
 * @property {number} weight_length
 * @property {number} brightness
 * @property {number} contrast
 * @property {boolean} normalise
 * @property {number} neuron_bias
 * @property {string} sigma
 *
 * @typedef {object} Told What Python says once: see cnnviz/figures/why/templates.py.
 * @property {number} side
 * @property {Settings} settings
 * @property {[id: string, title: string][]} titles
 * @property {[id: string, label: string, formula: string][]} activations
 * @property {[dim: number, bright: number]} contest
 *
 * @typedef {object} Shown
 * @property {Image} template
 * @property {Image} against As it is before it is turned.
 * @property {Image} picture x as it reaches the neuron's door: turned and exposed, not normalised.
 * @property {Turning} plane
 * @property {number} theta To which x is turned, in the plane of both images.
 * @property {Answer} answer
 * @property {{ theta: number, sum: number, output: number }[]} around
 * @property {Contest} contest
 *
 * @typedef {{ raw: [right: Answer, wrong: Answer], normalised: [right: Answer, wrong: Answer] }} Contest
 */

// Degrees between two places of the curve.
const STEP = 3

export class Model {
  /**
   * @param {Told} told
   * @param {Message["arrays"]} arrays
   */
  constructor(told, arrays) {
    this.told = told
    this.side = told.side
    const { values, shape } = /** @type {{ values: Float32Array, shape: number[] }} */ (arrays.get("picture"))
    this.photo = values
    this.size = shape
    this.samples = /** @type {Float32Array} */ (arrays.get("samples")?.values)
    this.key = ""
    /** @type {ReturnType<Model["made"]> | null} */
    this.unturned = null
  }

  /**
   * One of the two images, before anything is done to it.
   * @param {Settings} settings
   * @param {Role} role
   * @returns {Image}
   */
  image(settings, role) {
    const [source, cells] = [settings[role], this.side ** 2]
    if (source === "cut") return cut(this.photo, this.size[1], this.corner(settings, role), this.side)
    const at = this.told.titles.findIndex(([id]) => id === source)
    if (source !== "drawn" && at >= 0) return Float64Array.from(this.samples.subarray(at * cells, (at + 1) * cells))
    return imageOf(settings[`${role}_drawn`], this.side) ?? new Float64Array(cells)
  }

  /**
   * The first pixel of what is cut from the picture, inside it.
   * @param {Settings} settings
   * @param {Role} role
   */
  corner(settings, role) {
    const said = settings[`${role}_cut`].split(",").map(Number)
    return said.map((place, which) => Math.max(0, Math.min(this.size[which] - this.side, place)))
  }

  /**
   * @param {Settings} settings
   * @returns {Shown}
   */
  shown(settings) {
    const setting = settingOf(settings)
    const { weights, ...rest } = this.unturnedOf(settings)
    const x = setting.theta === null ? rest.against : turned(rest.plane, setting.theta)
    return {
      ...rest,
      picture: exposed(x, setting.brightness, setting.contrast),
      theta: setting.theta ?? rest.plane.angle,
      answer: answerTo(weights, x, setting),
    }
  }

  /**
   * What stays as it is while x turns.
   * @param {Settings} settings
   */
  unturnedOf(settings) {
    const key = JSON.stringify({ ...settings, theta: "" })
    if (!this.unturned || key !== this.key) this.unturned = this.made(settings)
    this.key = key
    return this.unturned
  }

  /** @param {Settings} settings */
  made(settings) {
    const [template, against] = [this.image(settings, "template"), this.image(settings, "against")]
    const setting = settingOf(settings)
    const plane = turningOf(template, against, setting.normalise)
    const weights = weightsOf(template, setting.length, setting.normalise)
    const around = answersAround(weights, plane, setting, STEP)
    const contest = contestOf(template, against, setting, this.told.contest)
    return { template, against, plane, weights, around, contest }
  }
}

/**
 * The settings as the neuron's own.
 * @param {Settings} settings
 * @returns {Setting}
 */
export function settingOf(settings) {
  const { theta, weight_length, brightness, contrast, normalise, neuron_bias, sigma } = settings
  return {
    theta: theta === "" ? null : Number(theta),
    length: weight_length,
    brightness,
    contrast,
    normalise,
    bias: neuron_bias,
    activation: sigma,
  }
}

/**
 * The template itself, dim, against the other image, bright: as they are, and normalised.
 * @param {Image} template
 * @param {Image} against
 * @param {Setting} setting
 * @param {[dim: number, bright: number]} times
 * @returns {Contest}
 */
function contestOf(template, against, setting, [dim, bright]) {
  const pair = (/** @type {boolean} */ normalise) => {
    const how = { ...setting, theta: null, contrast: 1, normalise }
    return /** @type {[Answer, Answer]} */ ([
      answer(template, template, { ...how, brightness: dim }),
      answer(template, against, { ...how, brightness: bright }),
    ])
  }
  return { raw: pair(false), normalised: pair(true) }
}
