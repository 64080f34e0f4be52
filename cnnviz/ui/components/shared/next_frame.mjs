// Drawing before the next frame, however often it is asked for.

export class NextFrame {
  /** @param {() => void} draw */
  constructor(draw) {
    this.draw = draw
    this.pending = 0
  }

  ask() {
    this.pending ||= requestAnimationFrame(() => {
      this.pending = 0
      this.draw()
    })
  }

  stop() {
    cancelAnimationFrame(this.pending)
    this.pending = 0
  }
}
