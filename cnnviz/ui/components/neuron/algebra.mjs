// One neuron whose weights are an image, as cnnviz/ops/templates/neuron.py computes it. Images are square, row by row.

import { activation } from "../shared/maps/convolving.mjs"

/**
 * @typedef {Float64Array} Image
 *
 * @typedef {object} Setting
 * @property {number | null} theta Degrees to which the image is turned; null where it stays as it is.
 * @property {number} length |b|
 * @property {number} brightness
 * @property {number} contrast
 * @property {boolean} normalise
 * @property {number} bias
 * @property {string} activation
 *
 * @typedef {{ along: Image, across: Image, size: number, mean: number, angle: number }} Turning The plane of two
 *   images: an image in it is mean + size (cos θ along + sin θ across); `angle` is θ of the second image, in degrees.
 *
 * @typedef {object} Answer
 * @property {Image} weights
 * @property {Image} entering
 * @property {Image} products
 * @property {number} sum b·x
 * @property {number} size |x|
 * @property {number} angle θ in degrees, NaN where one of the two has no direction.
 * @property {number} z
 * @property {number} output
 */

// What is shorter has no direction.
const FAINT = 1e-9
const DEGREE = Math.PI / 180

/** @param {Image} a @param {Image} b */
function dot(a, b) {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k]
  return sum
}

/** @param {Image} image */
export function norm(image) {
  return Math.sqrt(dot(image, image))
}

/** @param {Image} image */
function meanOf(image) {
  let sum = 0
  for (let k = 0; k < image.length; k++) sum += image[k]
  return sum / image.length
}

/** @param {Image} image */
function centred(image) {
  const mean = meanOf(image)
  return image.map((value) => value - mean)
}

/** @param {Image} image */
function unit(image) {
  const size = norm(image)
  return image.map((value) => (size > FAINT ? value / size : 0))
}

/**
 * The image as the neuron gets it: as it is, or less its mean and with length 1.
 * @param {Image} image
 * @param {boolean} normalise
 */
export function entering(image, normalise) {
  return normalise ? unit(centred(image)) : image
}

/**
 * The template as weights with |b| = length; where inputs are normalised, less its mean as they are.
 * @param {Image} template
 * @param {number} length
 * @param {boolean} normalise
 */
export function weightsOf(template, length, normalise) {
  return unit(normalise ? centred(template) : template).map((value) => length * value)
}

/**
 * Distances from the mean times `contrast`, and all of it times `brightness`.
 * @param {Image} image
 * @param {number} brightness
 * @param {number} contrast
 */
export function exposed(image, brightness, contrast) {
  const mean = meanOf(image)
  return image.map((value) => brightness * (mean + contrast * (value - mean)))
}

/**
 * The plane in which the image is turned towards the template.
 * @param {Image} template
 * @param {Image} image
 * @param {boolean} normalise
 * @returns {Turning}
 */
export function turningOf(template, image, normalise) {
  const flat = (/** @type {Image} */ one) => (normalise ? centred(one) : one)
  const seen = flat(image)
  const along = unit(flat(template))
  let across = new Float64Array(along.length)
  for (const one of [seen, ...others(template)]) {
    const whole = flat(one)
    const share = dot(whole, along)
    const rest = whole.map((value, k) => value - share * along[k])
    if (norm(rest) <= 1e-6 * norm(whole)) continue
    across = unit(rest)
    break
  }
  const size = norm(seen)
  const angle = size > FAINT ? Math.atan2(dot(seen, across), dot(seen, along)) / DEGREE : 0
  return { along, across, size, mean: normalise ? meanOf(image) : 0, angle }
}

/**
 * What a template that is compared with itself can be turned towards: itself on its side, a slope.
 * @param {Image} template
 */
function others(template) {
  const side = Math.round(Math.sqrt(template.length))
  const made = (/** @type {(row: number, column: number) => number} */ of) =>
    template.map((_, at) => of(Math.floor(at / side), at % side))
  return [
    made((row, column) => template[column * side + side - 1 - row]),
    made((_, column) => column / side),
    made((row) => row / side),
  ]
}

/**
 * The image of that plane at `theta` degrees from the template.
 * @param {Turning} plane
 * @param {number} theta
 */
export function turned({ along, across, size, mean }, theta) {
  const [cos, sin] = [size * Math.cos(theta * DEGREE), size * Math.sin(theta * DEGREE)]
  return along.map((value, k) => mean + cos * value + sin * across[k])
}

/**
 * What the neuron answers to an image that is turned already.
 * @param {Image} weights
 * @param {Image} image
 * @param {Setting} setting
 * @returns {Answer}
 */
export function answerTo(weights, image, { brightness, contrast, normalise, bias, activation: name }) {
  const seen = entering(exposed(image, brightness, contrast), normalise)
  const products = weights.map((value, k) => value * seen[k])
  const sum = products.reduce((total, value) => total + value, 0)
  const [size, length] = [norm(seen), norm(weights)]
  const cosine = sum / (size * length)
  const angle = size * length <= FAINT ? NaN : Math.acos(Math.min(1, Math.max(-1, cosine))) / DEGREE
  const z = sum + bias
  return { weights, entering: seen, products, sum, size, angle, z, output: activation(z, name) }
}

/**
 * What the neuron with this template answers to the image, turned and exposed as the setting says.
 * @param {Image} template
 * @param {Image} image
 * @param {Setting} setting
 */
export function answer(template, image, setting) {
  const { theta, length, normalise } = setting
  const x = theta === null ? image : turned(turningOf(template, image, normalise), theta)
  return answerTo(weightsOf(template, length, normalise), x, setting)
}

/**
 * Answers to the image turned all the way round, from −180° to 180°, every `step` degrees.
 * @param {Image} weights
 * @param {Turning} plane
 * @param {Setting} setting
 * @param {number} step
 */
export function answersAround(weights, plane, setting, step) {
  return Array.from({ length: 360 / step + 1 }, (_, k) => {
    const theta = k * step - 180
    const { sum, output } = answerTo(weights, turned(plane, theta), setting)
    return { theta, sum, output }
  })
}
