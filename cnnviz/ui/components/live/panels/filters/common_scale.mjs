// The ends of the colours of all filters in sight: two runs are compared on one scale.

/**
 * @typedef {{ weights: number, changes: number, gradients: number, measured: number }} Limits The largest of a run so
 *   far.
 */

export class CommonScale {
  constructor() {
    /** @type {Map<object, Limits>} */
    this.runs = new Map()
  }

  /**
   * The limits of a run of which nothing is measured yet.
   * @param {object} run
   */
  begin(run) {
    const limits = { weights: 0, changes: 0, gradients: 0, measured: 0 }
    this.runs.set(run, limits)
    return limits
  }

  /**
   * The largest weight, change of one, or gradient by one, of all runs.
   * @param {"weights" | "changes" | "gradients"} what
   */
  largest(what) {
    return Math.max(...[...this.runs.values()].map((limits) => limits[what]))
  }
}
