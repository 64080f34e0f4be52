// Whether somebody is at work on the page's nodes just now: a redraw would take one from under a finger, or throw a
// half-typed number away.

export class Hand {
  /** @param {HTMLElement} root @param {() => void} free called whenever it may be drawn again */
  constructor(root, free) {
    this.pressed = false
    this.typing = false
    root.addEventListener("pointerdown", () => {
      this.pressed = true
    })
    root.addEventListener("input", ({ target }) => {
      this.typing = target instanceof HTMLInputElement && ["number", "text"].includes(target.type)
    })
    for (const kind of ["pointerup", "pointercancel", "pointerleave"]) {
      root.addEventListener(kind, () => {
        this.pressed = false
        free()
      })
    }
    for (const kind of ["change", "focusout"]) {
      root.addEventListener(kind, () => {
        this.typing = false
        free()
      })
    }
  }

  get busy() {
    return this.pressed || this.typing
  }
}
