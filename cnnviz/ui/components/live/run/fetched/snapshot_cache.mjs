// What the server computes for snapshots, kept where it was fetched: the one looked at first, then its neighbours.

/**
 * @typedef {{ snapshots: { seq: number }[], index: number, ahead: boolean }} Look Where one is among the snapshots;
 *   `ahead`: neighbours are wanted too.
 */
/**
 * @template Value
 * @typedef {Map<number, { value: Value, bytes: number }>} Loaded By a snapshot's number; those gone are missing.
 */

// Milliseconds to wait after an answer that did not come.
const PATIENCE = 1000
const PATIENCE_REFUSED = 10_000

/** The server computes nothing of the kind, and says why. */
export class RefusedError extends Error {}

/**
 * The snapshots to ask for next: the one at the cursor alone, else the nearest unknown ones up to `reach` away.
 * @param {{ seq: number }[]} snapshots
 * @param {number} cursor
 * @param {(seq: number) => boolean} known
 * @param {number} chunk
 * @param {number} reach
 */
export function nextWanted(snapshots, cursor, known, chunk, reach) {
  const missing = (/** @type {number} */ index) => snapshots[index] && !known(snapshots[index].seq)
  if (missing(cursor)) return [snapshots[cursor].seq]
  const wanted = []
  for (let away = 1; away <= reach && wanted.length < chunk; away++) {
    for (const index of [cursor + away, cursor - away]) if (missing(index)) wanted.push(snapshots[index].seq)
  }
  return wanted.slice(0, chunk)
}

/** @template Value */
export class SnapshotCache {
  /**
   * @param {(seqs: number[]) => Promise<Loaded<Value>>} load
   * @param {{ chunk: number, most: number, changed: () => void }} how `chunk` snapshots are asked for at once, `most`
   *   bytes are kept, `changed` hears when some came
   */
  constructor(load, { chunk, most, changed }) {
    this.load = load
    this.chunk = chunk
    this.most = most
    this.changed = changed
    /** @type {Loaded<Value>} */
    this.values = new Map()
    /** @type {Set<number>} */
    this.gone = new Set()
    this.bytes = 0
    this.quietUntil = 0
    // A sentence of the server on why it computes nothing of the kind.
    this.refusal = ""
    /** @type {Look} */
    this.wanted = { snapshots: [], index: 0, ahead: false }
    this.busy = this.ended = false
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined
  }

  /**
   * What belongs to the snapshot that is looked at, or null: then it is being fetched.
   * @param {Look} look
   * @returns {Value | null}
   */
  at({ snapshots, index, ahead }) {
    if (!snapshots[index]) return null
    const present = this.present(snapshots, index)
    this.wanted = { snapshots, index: present, ahead }
    this.pump()
    return this.values.get(snapshots[present].seq)?.value ?? null
  }

  /**
   * The snapshot itself, or the nearest one that the server still has.
   * @param {{ seq: number }[]} snapshots
   * @param {number} index
   */
  present(snapshots, index) {
    for (let away = 0; away < snapshots.length; away++) {
      for (const near of [index - away, index + away])
        if (snapshots[near] && !this.gone.has(snapshots[near].seq)) return near
    }
    return index
  }

  /** How many neighbours on either side there is room for. */
  reach() {
    return this.values.size ? Math.floor(this.most / (this.bytes / this.values.size) / 3) : 1
  }

  async pump() {
    if (this.busy || this.ended || performance.now() < this.quietUntil) return
    const { snapshots, index, ahead } = this.wanted
    const known = (/** @type {number} */ seq) => this.values.has(seq) || this.gone.has(seq)
    const seqs = nextWanted(snapshots, index, known, this.chunk, ahead ? this.reach() : 0)
    if (!seqs.length) return
    this.busy = true
    const gone = this.gone.size
    try {
      this.keep(seqs, await this.load(seqs))
      this.refusal = ""
    } catch (error) {
      this.wait(error)
    }
    this.busy = false
    if (this.ended) return
    if (seqs.includes(snapshots[index]?.seq) || this.gone.size > gone) this.changed()
    this.pump()
  }

  /**
   * Leaves the server in peace for a while.
   * @param {unknown} error
   */
  wait(error) {
    this.refusal = error instanceof RefusedError ? error.message : ""
    if (this.refusal) this.chunk = 1
    const patience = this.refusal ? PATIENCE_REFUSED : PATIENCE
    this.quietUntil = performance.now() + patience
    this.timer = setTimeout(() => this.changed(), patience)
    this.changed()
  }

  /**
   * @param {number[]} seqs
   * @param {Loaded<Value>} loaded
   */
  keep(seqs, loaded) {
    for (const seq of seqs) {
      const found = loaded.get(seq)
      if (!found) this.gone.add(seq)
      else if (!this.values.has(seq)) {
        this.values.set(seq, found)
        this.bytes += found.bytes
      }
    }
    const { snapshots, index } = this.wanted
    const here = snapshots[index]?.seq ?? 0
    while (this.bytes > this.most && this.values.size > 1) {
      const farthest = [...this.values.keys()].reduce((a, b) => (Math.abs(b - here) > Math.abs(a - here) ? b : a))
      this.bytes -= this.values.get(farthest)?.bytes ?? 0
      this.values.delete(farthest)
    }
  }

  end() {
    this.ended = true
    clearTimeout(this.timer)
    this.values.clear()
  }
}
