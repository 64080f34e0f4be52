// The weights of deeper layers of the run that is looked at, a cache for each layer that somebody looked into.

import { askForSnapshots, CHUNK } from "./questions.mjs"
import { SnapshotCache } from "./snapshot_cache.mjs"

/**
 * @import { Source } from "./questions.mjs"
 * @import { Kernels } from "../run.js"
 * @import { Loaded } from "./snapshot_cache.mjs"
 */

const MOST_BYTES = 32 * 2 ** 20

export class DeeperStores {
  /** @param {Source} source */
  constructor(source) {
    this.source = source
    /** @type {Map<string, SnapshotCache<Kernels>>} */
    this.caches = new Map()
  }

  clear() {
    for (const cache of this.caches.values()) cache.end()
    this.caches = new Map()
  }

  /**
   * The weights of the layer at `path` at the cursor, or null while they are being fetched.
   * @param {string} path
   */
  here(path) {
    const cache = this.caches.get(path) ?? this.freshCache(path)
    return cache.at(this.source.look())
  }

  /** @param {string} path */
  freshCache(path) {
    const { caches } = this
    /** @type {SnapshotCache<Kernels>} */
    const cache = new SnapshotCache((seqs) => this.load(path, seqs), {
      chunk: CHUNK,
      most: MOST_BYTES,
      changed: () => caches === this.caches && this.source.changed(),
    })
    caches.set(path, cache)
    return cache
  }

  /**
   * @param {string} path
   * @param {number[]} seqs
   */
  async load(path, seqs) {
    const messages = await askForSnapshots(seqs, (some) =>
      this.source.ask(`/filters/${encodeURIComponent(path)}?snapshots=${some.join(",")}`),
    )
    /** @type {Loaded<Kernels>} */
    const loaded = new Map()
    for (const { header, arrays } of messages) {
      for (const seq of seqs) {
        const array = arrays.get(String(seq))
        if (!array) continue
        const filters = /** @type {Float32Array} */ (array.values)
        const value = { seq, filters, shape: array.shape, of: header.of ?? array.shape }
        loaded.set(seq, { value, bytes: filters.byteLength })
      }
    }
    return loaded
  }
}
