// Maps as they were computed, fetched for the one whose values are read: those that are drawn come as bytes.

/** @typedef {{ seq: number, layer: number, map: number }} MapPlace */

// Maps kept; of more, the oldest go.
const MOST = 64

export class ExactMaps {
  /**
   * @param {(place: MapPlace) => Promise<Float32Array | null>} load a map's numbers, or null where there are none
   * @param {() => void} changed hears when they have come
   */
  constructor(load, changed) {
    this.load = load
    this.changed = changed
    /** @type {Map<string, Float32Array | null>} */
    this.known = new Map()
    this.asking = false
  }

  /**
   * The numbers of the map, row by row: undefined while they come, null where they never will.
   * @param {MapPlace} place
   */
  at(place) {
    const key = `${place.seq} ${place.layer} ${place.map}`
    // One at a time: where the pointer moves on, the next drawing asks for what it is at by then.
    if (!this.known.has(key) && !this.asking) this.fetch(key, place)
    return this.known.get(key)
  }

  /**
   * @param {string} key
   * @param {MapPlace} place
   */
  async fetch(key, place) {
    this.asking = true
    const values = await this.load(place).catch(() => null)
    this.asking = false
    const [oldest] = this.known.keys()
    if (this.known.size >= MOST) this.known.delete(oldest)
    this.known.set(key, values)
    this.changed()
  }
}
