// What the layers of the run that is looked at make of the probe: maps as bytes, and single maps as they were computed.

import { packed, unpacked } from "../../../shared/message.mjs"
import { ExactMaps } from "./exact_maps.mjs"
import { askForSnapshots, CHUNK } from "./questions.mjs"
import { SnapshotCache } from "./snapshot_cache.mjs"

/**
 * @import { Numbers } from "../../../shared/message.mjs"
 * @import { MapPlace } from "./exact_maps.mjs"
 * @import { Source } from "./questions.mjs"
 * @import { Probe, Seen } from "../run.js"
 * @import { Loaded } from "./snapshot_cache.mjs"
 */

const MOST_BYTES = 96 * 2 ** 20

export class LayerStore {
  /** @param {Source} source */
  constructor(source) {
    this.source = source
    /** @type {Probe} */
    this.probe = { validation: 0 }
    this.cache = this.freshCache()
    this.maps = this.freshMaps()
  }

  freshCache() {
    /** @type {SnapshotCache<Seen>} */
    const cache = new SnapshotCache((seqs) => this.load(seqs), {
      chunk: CHUNK,
      most: MOST_BYTES,
      changed: () => cache === this.cache && this.source.changed(),
    })
    return cache
  }

  freshMaps() {
    return new ExactMaps(
      (place) => this.loadExact(place),
      () => this.source.changed(),
    )
  }

  clear() {
    this.cache.end()
    this.cache = this.freshCache()
    this.maps = this.freshMaps()
  }

  /** @param {Probe} probe */
  setProbe(probe) {
    this.probe = probe
    this.clear()
  }

  /** A sentence on why nothing can be had, or "". */
  get refusal() {
    return this.cache.refusal
  }

  /** What the layers make of the probe at the cursor, or null while it is being fetched. */
  here() {
    return this.cache.at(this.source.look())
  }

  /**
   * Map `map` of layer `layer`, as `Seen` counts them, of snapshot number `seq`, as it was computed: see ExactMaps.
   * @param {number} seq
   * @param {number} layer
   * @param {number} map
   */
  exact(seq, layer, map) {
    return this.maps.at({ seq, layer, map })
  }

  /**
   * A question about the probe.
   * @param {object} header
   */
  question(header) {
    const { probe } = this
    return probe.image
      ? packed(header, { image: { values: probe.image, shape: probe.size } })
      : packed({ ...header, validation: probe.validation })
  }

  /** @param {MapPlace} place */
  async loadExact({ seq, layer, map }) {
    const body = this.question({ snapshot: seq, layer, map })
    const reply = await this.source.ask("/exact", { method: "POST", body })
    if (!reply.ok) return null
    const values = unpacked(reply.body, { copied: true }).arrays.get("map")?.values
    return /** @type {Float32Array | undefined} */ (values) ?? null
  }

  /**
   * @param {number[]} seqs
   * @returns {Promise<Loaded<Seen>>}
   */
  async load(seqs) {
    const messages = await askForSnapshots(seqs, (some) =>
      this.source.ask("/seen", { method: "POST", body: this.question({ snapshots: some }) }),
    )
    return new Map(
      messages.flatMap(({ header, arrays }) =>
        header.snapshots.map((/** @type {number} */ seq) => [seq, seenOf(seq, header, arrays)]),
      ),
    )
  }
}

/**
 * @param {number} seq
 * @param {any} header
 * @param {Map<string, Numbers>} arrays
 */
function seenOf(seq, header, arrays) {
  const array = (/** @type {string | number} */ name) => arrays.get(`${seq}.${name}`)?.values ?? null
  const maps = header.layers.map((/** @type {object} */ _, /** @type {number} */ layer) => array(layer))
  const bytes = maps.reduce(
    (/** @type {number} */ sum, /** @type {Uint8Array | null} */ map) => sum + (map?.byteLength ?? 0),
    1024,
  )
  const value = {
    seq,
    layers: header.layers,
    maps,
    ranges: array("ranges"),
    probabilities: array("probabilities"),
    logits: array("logits"),
    image: arrays.get("image")?.values ?? null,
    label: header.label ?? -1,
  }
  return { value, bytes }
}
