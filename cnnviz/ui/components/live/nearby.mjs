// What the server computes for snapshots, kept where it was fetched: the one looked at first, then its neighbours.

// Milliseconds to wait after an answer that did not come.
const PATIENCE = 1000
const PATIENCE_REFUSED = 10_000

/** The snapshots to ask for next: the one at the cursor alone, else the nearest unknown ones up to `reach` away. */
export function nextWanted(snapshots, cursor, known, chunk, reach) {
  const missing = (index) => snapshots[index] && !known(snapshots[index].seq)
  if (missing(cursor)) return [snapshots[cursor].seq]
  const wanted = []
  for (let away = 1; away <= reach && wanted.length < chunk; away++) {
    for (const index of [cursor + away, cursor - away]) if (missing(index)) wanted.push(snapshots[index].seq)
  }
  return wanted.slice(0, chunk)
}

export class Nearby {
  /** `load(seqs)` promises a Map from each seq that is still there to { value, bytes }; `changed` is told when some came. */
  constructor(load, { chunk, most, changed }) {
    Object.assign(this, { load, chunk, most, changed })
    this.values = new Map()
    this.gone = new Set()
    this.bytes = 0
    this.quietUntil = 0
    // A sentence of the server on why it computes nothing of the kind.
    this.refusal = ""
  }

  /** What belongs to snapshot `index`, or null: then it is being fetched. `ahead`: neighbours are fetched too. */
  at(snapshots, index, ahead) {
    if (!snapshots[index]) return null
    index = this.present(snapshots, index)
    const { seq } = snapshots[index]
    this.wanted = { snapshots, index, ahead }
    this.pump()
    return this.values.get(seq)?.value ?? null
  }

  /** The snapshot itself, or the nearest one that the server still has. */
  present(snapshots, index) {
    for (let away = 0; away < snapshots.length; away++) {
      for (const one of [index - away, index + away]) if (snapshots[one] && !this.gone.has(snapshots[one].seq)) return one
    }
    return index
  }

  reach() {
    return this.values.size ? Math.floor(this.most / (this.bytes / this.values.size) / 3) : 1
  }

  async pump() {
    if (this.busy || this.ended || performance.now() < this.quietUntil) return
    const { snapshots, index, ahead } = this.wanted
    const known = (seq) => this.values.has(seq) || this.gone.has(seq)
    const seqs = nextWanted(snapshots, index, known, this.chunk, ahead ? this.reach() : 0)
    if (!seqs.length) return
    this.busy = true
    const gone = this.gone.size
    try {
      this.keep(seqs, await this.load(seqs))
      this.refusal = ""
    } catch (error) {
      this.refusal = error.refused ?? ""
      if (this.refusal) this.chunk = 1
      const patience = this.refusal ? PATIENCE_REFUSED : PATIENCE
      this.quietUntil = performance.now() + patience
      this.timer = setTimeout(() => this.changed(), patience)
      this.changed()
    }
    this.busy = false
    if (this.ended) return
    if (seqs.includes(snapshots[index]?.seq) || this.gone.size > gone) this.changed()
    this.pump()
  }

  keep(seqs, found) {
    for (const seq of seqs) {
      const one = found.get(seq)
      if (!one) this.gone.add(seq)
      else if (!this.values.has(seq)) {
        this.values.set(seq, one)
        this.bytes += one.bytes
      }
    }
    const { snapshots, index } = this.wanted
    const here = snapshots[index]?.seq ?? 0
    while (this.bytes > this.most && this.values.size > 1) {
      const farthest = [...this.values.keys()].reduce((a, b) => (Math.abs(b - here) > Math.abs(a - here) ? b : a))
      this.bytes -= this.values.get(farthest).bytes
      this.values.delete(farthest)
    }
  }

  end() {
    this.ended = true
    clearTimeout(this.timer)
    this.values.clear()
  }
}
