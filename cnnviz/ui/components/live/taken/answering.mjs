// The answers of the routes of runs (cnnviz/api/runs) about one run, from what was taken along of it.

import { packed, unpacked } from "../../shared/message.mjs"
import { outputs, softmax } from "./forward.mjs"

/**
 * @import { Numbers, Values } from "../../shared/message.mjs"
 * @import { Fetch } from "../run/server.mjs"
 * @import { SeenLayer } from "../run/run.js"
 * @import { Maps, Step } from "./forward.mjs"
 *
 * @typedef {object} Taken What is said of a run: see cnnviz/ui/alone/taken_runs.py.
 * @property {string} run
 * @property {number[]} whole Snapshots with all their layers, by their numbers.
 * @property {Record<string, number[]>} kernels The sides of each layer's kernels (o c i j), by its path.
 * @property {Step[] | null} steps
 * @property {(SeenLayer & { signed: boolean })[]} layers
 * @property {number[]} pictures The numbers of the validation pictures that are here.
 *
 * @typedef {(name: string) => Numbers | undefined} Arrays
 * @typedef {{ mean: number, deviation: number, size: number[] }} Begun
 */

// Of a layer: as many as the app draws.
const FILTERS = 64
const CHANNELS = 16
const NOT_HERE = "This was not taken along."

export class Answering {
  /**
   * @param {Taken} taken
   * @param {Arrays} array
   */
  constructor(taken, array) {
    this.taken = taken
    this.array = array
    this.progress = /** @type {Uint8Array<ArrayBuffer>} */ (array("progress")?.values ?? new Uint8Array(0)).slice()
    const { header, arrays } = unpacked(this.progress)
    /** @type {Begun} */
    this.begun = header.events.findLast((/** @type {{ kind: string }} */ { kind }) => kind === "begun")
    this.over = packed({ ...header, events: [] })
    this.labels = arrays.get("labels")?.values ?? new Uint8Array(0)
    /** @type {Fetch} */
    this.fetchFunction = (address, options) => this.answer(new URL(address), options.body)
  }

  /**
   * @param {URL} address
   * @param {RequestInit["body"]} body
   */
  async answer({ pathname, searchParams }, body) {
    const [, what = "", path = ""] = /\/live\/runs\/[^/]+(?:\/([^/]+))?(?:\/([^/]+))?$/.exec(pathname) ?? []
    const asked = (/** @type {string} */ name) => (searchParams.get(name) ?? "").split(",").map(Number)
    const answers = {
      "": () => (searchParams.get("after") === "0" ? this.progress : this.over),
      filters: () => this.filters(decodeURIComponent(path), asked("snapshots")),
      pictures: () => this.pictures(asked("validation")),
      seen: () => this.seen(/** @type {Uint8Array<ArrayBuffer>} */ (body)),
      exact: () => this.exact(/** @type {Uint8Array<ArrayBuffer>} */ (body)),
    }
    const answer = await answers[/** @type {keyof typeof answers} */ (what)]?.()
    if (answer) return new Response(answer)
    return new Response(JSON.stringify({ trouble: NOT_HERE }), { status: 404 })
  }

  /**
   * Those of these snapshots that have all their layers.
   * @param {number[]} seqs
   */
  here(seqs) {
    return seqs.filter((seq) => this.taken.whole.includes(seq))
  }

  /**
   * @param {string} path
   * @param {number[]} seqs
   */
  filters(path, seqs) {
    const found = this.here(seqs)
    const of = this.taken.kernels[path]
    if (!of || !found.length) return null
    const drawn = found.map((seq) => [String(seq), drawnOf(this.array(`${seq}.${path}.weight`))])
    return packed({ of, path }, Object.fromEntries(drawn))
  }

  /** @param {number[]} numbers */
  pictures(numbers) {
    const places = numbers.map((number) => this.taken.pictures.indexOf(number))
    const held = this.array("pictures")
    if (!held || places.includes(-1)) return null
    const pixels = /** @type {Uint8Array} */ (held.values)
    const size = product(held.shape.slice(1))
    const values = new Uint8Array(places.length * size)
    for (const [k, at] of places.entries()) values.set(pixels.subarray(at * size, (at + 1) * size), k * size)
    const labels = Uint8Array.from(numbers, (number) => Number(this.labels[number]))
    return packed(
      {},
      {
        pictures: { values, shape: [places.length, ...held.shape.slice(1)] },
        labels: { values: labels, shape: [labels.length] },
      },
    )
  }

  /** @param {Uint8Array<ArrayBuffer>} question */
  async seen(question) {
    const { header, arrays } = unpacked(question)
    const found = this.here(header.snapshots)
    const asked = this.probe(header, arrays)
    if (!found.length || !asked) return null
    /** @type {Record<string, Numbers>} */
    const made = { image: { values: asked.image, shape: this.begun.size } }
    for (const seq of found) {
      Object.assign(made, this.seenAt(seq, asked.image))
      // The page goes on between two of them.
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
    return packed({ snapshots: found, layers: this.taken.layers, label: asked.label }, made)
  }

  /**
   * @param {number} seq
   * @param {Uint8Array} image
   */
  seenAt(seq, image) {
    const steps = this.taken.steps ?? []
    const found = this.computed(seq, image)
    const logits = /** @type {Maps} */ (found.get(steps[steps.length - 1].path))
    const ranges = new Float32Array(2 * this.taken.layers.length)
    /** @type {Record<string, Numbers>} */
    const made = {}
    for (const [at, { path, maps, shape, signed }] of this.taken.layers.entries()) {
      const { values } = /** @type {Maps} */ (found.get(path))
      const shown = values.subarray(0, (values.length / shape[0]) * maps)
      const [low, high] = spanOf(shown, signed)
      ranges.set([low, high], 2 * at)
      const bytes = shape.length === 3 ? quantised(shown, low, high) : shown.slice()
      made[`${seq}.${at}`] = { values: bytes, shape: [maps, ...shape.slice(1)] }
    }
    made[`${seq}.ranges`] = { values: ranges, shape: [this.taken.layers.length, 2] }
    made[`${seq}.logits`] = { values: logits.values, shape: logits.shape }
    made[`${seq}.probabilities`] = { values: softmax(logits.values), shape: logits.shape }
    return made
  }

  /** @param {Uint8Array<ArrayBuffer>} question */
  exact(question) {
    const { header, arrays } = unpacked(question)
    const { snapshot, layer, map } = header
    const asked = this.probe(header, arrays)
    const part = this.taken.layers[layer]
    if (!asked || !part || map >= part.maps || !this.here([snapshot]).length) return null
    const { values, shape } = /** @type {Maps} */ (this.computed(snapshot, asked.image).get(part.path))
    const size = product(shape.slice(1))
    return packed(
      { snapshot, layer, map },
      {
        map: { values: values.slice(map * size, (map + 1) * size), shape: shape.slice(1) },
      },
    )
  }

  /**
   * What every layer makes of a picture at a snapshot, by its path.
   * @param {number} seq
   * @param {Uint8Array} image
   */
  computed(seq, image) {
    const { mean, deviation, size } = this.begun
    const [middle, spread] = [Math.fround(mean), Math.fround(deviation)]
    const values = Float32Array.from(image, (pixel) => Math.fround(Math.fround(pixel / 255) - middle) / spread)
    const weights = (/** @type {string} */ name) => this.array(`${seq}.${name}`)?.values
    return outputs(this.taken.steps ?? [], weights, { values, shape: size })
  }

  /**
   * The picture asked about as the network reads it, and its class's number, −1 where nobody knows; null where it is
   * not here.
   * @param {{ validation?: number }} header
   * @param {Map<string, Numbers>} arrays
   */
  probe({ validation = 0 }, arrays) {
    const own = arrays.get("image")
    if (own) return { image: this.read(/** @type {Uint8Array} */ (own.values)), label: -1 }
    const at = this.taken.pictures.indexOf(validation)
    const held = this.array("pictures")
    if (!held || at < 0) return null
    const size = product(this.begun.size)
    const image = /** @type {Uint8Array} */ (held.values).subarray(at * size, (at + 1) * size)
    return { image: this.read(image), label: Number(this.labels[validation]) }
  }

  /**
   * A picture's pixels in the order in which the run reads them.
   * @param {Uint8Array} image
   */
  read(image) {
    const order = this.array("order")?.values
    if (!order) return image.slice()
    const { length } = order
    return image.map((_, at) => image[Math.floor(at / length) * length + Number(order[at % length])])
  }
}

/** @param {number[]} shape */
function product(shape) {
  return shape.reduce((count, side) => count * side, 1)
}

/**
 * As many filters and channels of a layer's kernels (o c i j) as are drawn.
 * @param {Numbers | undefined} kernels
 * @returns {Numbers}
 */
function drawnOf(kernels) {
  const { values, shape } = /** @type {{ values: Float32Array, shape: number[] }} */ (kernels)
  const [outs, ins, rows, columns] = shape
  const [filters, channels, size] = [Math.min(FILTERS, outs), Math.min(CHANNELS, ins), rows * columns]
  const drawn = new Float32Array(filters * channels * size)
  for (let filter = 0; filter < filters; filter++) {
    const from = filter * ins * size
    drawn.set(values.subarray(from, from + channels * size), filter * channels * size)
  }
  return { values: drawn, shape: [filters, channels, rows, columns] }
}

/**
 * The range that bytes stand for: about 0 alike on both sides, or from 0 up. What is not finite does not count.
 * @param {Float32Array} values
 * @param {boolean} signed
 */
function spanOf(values, signed) {
  let largest = 0
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  return [signed ? -largest : 0, largest]
}

/**
 * Values as bytes: `low` is 0, `high` is 255. NaN, and everything in an empty range, becomes what 0 would be.
 * @param {Float32Array} values
 * @param {number} low
 * @param {number} high
 */
function quantised(values, low, high) {
  const scale = high > low ? 255 / (high - low) : 0
  const middle = low < 0 ? 127.5 : 0
  // Halves go to the even number, as in Python.
  const rounded = Uint8ClampedArray.from(values, (value) => {
    const scaled = (value - low) * scale
    return Number.isNaN(scaled) ? middle : scaled
  })
  return new Uint8Array(rounded.buffer)
}
