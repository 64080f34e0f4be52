// Who wants to hear of changes, told at most once a frame.

export class Listeners {
  constructor() {
    /** @type {Set<() => void>} */
    this.callbacks = new Set()
    this.due = false
  }

  /**
   * Calls back after changes; returns how to end that.
   * @param {() => void} callback
   */
  subscribe(callback) {
    this.callbacks.add(callback)
    return () => this.callbacks.delete(callback)
  }

  notify() {
    if (this.due) return
    this.due = true
    // Frames rest while nobody sees them, and so does the drawing.
    const frame = globalThis.requestAnimationFrame ?? ((/** @type {() => void} */ act) => setTimeout(act, 0))
    frame(() => {
      this.due = false
      for (const callback of this.callbacks) callback()
    })
  }
}
