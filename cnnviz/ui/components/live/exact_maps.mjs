// Maps as they were computed, fetched for the one whose values are read: those that are drawn come as bytes.

// Maps kept; of more, the oldest go.
const MOST_EXACT = 64

export class ExactMaps {
  /** `load(place)` fetches a map's numbers, or null where there are none; `changed()` is told when they have come. */
  constructor(load, changed) {
    Object.assign(this, { load, changed, known: new Map(), asking: false })
  }

  /** The numbers of the map at { seq, layer, map }, row by row: undefined while they come, null where they never will. */
  at(place) {
    const key = `${place.seq} ${place.layer} ${place.map}`
    // One at a time: where the pointer moves on, the next drawing asks for what it is at by then.
    if (!this.known.has(key) && !this.asking) this.fetch(key, place)
    return this.known.get(key)
  }

  async fetch(key, place) {
    this.asking = true
    const values = await this.load(place).catch(() => null)
    this.asking = false
    if (this.known.size >= MOST_EXACT) this.known.delete(this.known.keys().next().value)
    this.known.set(key, values)
    this.changed()
  }
}
