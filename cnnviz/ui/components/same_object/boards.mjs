// The pictures side by side: the input, both orders and their difference; the pooled map and the dense template.

import { GREYS, limitOf, signedScale } from "../shared/colours.mjs"
import { element } from "../shared/dom.mjs"
import { text } from "../shared/numbers.mjs"
import { strongest, wholeTemplate } from "./answers.mjs"
import { LINES } from "./curve.mjs"
import { Tile } from "./tile.mjs"
import { borderSentence, denseSentence, insideSentence, placeSentence, poolingSentence } from "./words.mjs"

/**
 * @import { Scale } from "../shared/colours.mjs"
 * @import { Mark } from "../shared/plane/painting.mjs"
 * @import { FeatureMap } from "./plane_beyond.mjs"
 * @import { Scene, Seen } from "./scene.mjs"
 */

const HOW =
  "Drag the thing, or use the arrow keys (with Shift 8 pixels). " +
  "Orange frame: its first place, where the dense template looks."

export class Boards {
  /** @param {HTMLElement} root */
  constructor(root) {
    const tiles = element("div", "tiles", root)
    this.root = tiles
    this.input = new Tile(tiles, "The picture", "input")
    this.shiftFirst = new Tile(tiles, "Shift, then filter", "map answering")
    this.filterFirst = new Tile(tiles, "Filter, then shift", "map answering")
    this.difference = new Tile(tiles, "Their difference", "map difference answering")
    this.pooled = new Tile(tiles, "After max pooling", "pooled answering")
    this.dense = new Tile(tiles, "A dense template", "dense answering")
    this.tiles = [this.input, this.shiftFirst, this.filterFirst, this.difference, this.pooled, this.dense]
    /** @type {Scene | null} */
    this.scene = null
    /** @type {Scale} */
    this.maps = { palette: GREYS, low: 0, high: 1 }
    this.signed = this.maps
    this.weights = this.maps
    /** @type {FeatureMap} */
    this.template = { values: new Float32Array(1), size: [1, 1] }
  }

  /**
   * @param {Scene} scene
   * @param {Uint32Array} palette
   */
  take(scene, palette) {
    this.scene = scene
    const { values } = scene.first.map
    const limit = limitOf(values)
    this.signed = signedScale(palette, limit)
    this.maps = values.some((value) => value < 0) ? this.signed : { palette: GREYS, low: 0, high: limit }
    this.template = { values: wholeTemplate(scene.template, scene.picture.size), size: scene.picture.size }
    this.weights = signedScale(palette, limitOf(this.template.values))
    this.showTemplate()
  }

  showTemplate() {
    this.dense.show(this.template, this.weights)
  }

  /** @param {number} high */
  fit(high) {
    for (const tile of this.tiles) tile.fit(high)
    if (this.scene) this.showTemplate()
  }

  /** @param {Seen} seen */
  draw(seen) {
    const { scene } = this
    if (!scene) return
    const { found, pooled } = seen
    const [top, left, rows, columns] = scene.box
    /** @type {Mark} */
    const home = { kind: "box", top, left, rows, columns, colour: LINES.dense.colour, width: 2 }
    this.input.show({ values: found.picture, size: scene.picture.size }, { palette: GREYS, low: 0, high: 1 }, [home])
    const wide = found.size[1]
    const at = (/** @type {number} */ cell) => ({ top: Math.floor(cell / wide), left: cell % wide })
    const best = strongest(found.shiftFirst)
    this.shiftFirst.show({ values: found.shiftFirst, size: found.size }, this.maps, [
      { kind: "box", ...at(scene.first.cell), colour: LINES.cell.colour, width: 2 },
      { kind: "box", ...at(best), colour: LINES.maximum.colour, width: 2 },
    ])
    this.filterFirst.show({ values: found.filterFirst, size: found.size }, this.maps)
    this.difference.show({ values: found.difference, size: found.size }, this.signed, [], found.frame)
    this.pooled.show(pooled, { palette: GREYS, low: 0, high: Math.max(this.maps.high, 1e-30) })
    this.say(seen, best)
  }

  /**
   * @param {Seen} seen
   * @param {number} best the strongest cell
   */
  say({ by, found, pooled, change, answers }, best) {
    const { scene } = this
    if (!scene) return
    const { stride } = scene.how
    const size = `${found.size[0]} × ${found.size[1]} cells`
    const ends = `${size}, colours ${text(this.maps.low)}\u00a0…\u00a0${text(this.maps.high)}`
    const { size: sides } = scene.picture
    const wide = found.size[1]
    const place = `row ${Math.floor(best / wide) + 1}, column ${(best % wide) + 1}`
    const where = `largest ${text(found.shiftFirst[best])} in ${place}`
    const inside = insideSentence(found, by, stride)
    const border = borderSentence(found)
    const pooling = poolingSentence(change[0], change[1], scene.pool)
    this.input.say(`${sides[0]} × ${sides[1]} pixels, black 0 … white 1`, HOW)
    this.input.name(`The picture, ${sides[0]} by ${sides[1]} pixels. ${placeSentence(by)} ${HOW}`)
    this.shiftFirst.say(ends, `Blue frame: ${where}. Green: the cell that was strongest at first.`)
    this.shiftFirst.name(`The map of the shifted picture, ${size}, ${where}.`)
    this.filterFirst.say(
      ends,
      `The map of the first place, moved by ${text(found.cells[0])} and ${text(found.cells[1])} cells.`,
    )
    this.filterFirst.name(
      `The map of the first place, moved by ${text(found.cells[0])} rows and ${text(found.cells[1])} columns.`,
    )
    this.difference.say(
      `${size}, colours ${text(this.signed.low)}\u00a0…\u00a0${text(this.signed.high)}`,
      `${inside} ${border}`,
    )
    this.difference.name(`The difference of both maps. ${inside} ${border}`)
    this.pooled.say(`${scene.pool} × ${scene.pool} after ReLU: ${pooled.size[0]} × ${pooled.size[1]} cells`, pooling)
    this.pooled.name(`The map after ReLU and max pooling. ${pooling}`)
    const dense = denseSentence(answers.dense, scene.template.flat)
    this.dense.say("its weights; 0 in the middle of the colours", dense)
    this.dense.name(`The weights of a dense unit that learned the thing at its first place. ${dense}`)
  }
}
