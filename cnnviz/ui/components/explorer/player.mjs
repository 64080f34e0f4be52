// Walks over all output cells in reading order: play, pause, one step, a timeline, a speed.

import { element, write } from "../dom.mjs"

const SPEEDS = [0.5, 1, 2, 5, 10, 20, 50]
const CALM = 2

/** How many whole steps are due after so many milliseconds, and the milliseconds left over. */
export function due(elapsed, speed) {
  const steps = Math.floor((elapsed * speed) / 1000)
  return [steps, elapsed - (steps * 1000) / speed]
}

export class Player {
  /** `hooks`: step(by), go(index), rest() is told when playing has ended; at() and count() say where and of how many. */
  constructor(parent, hooks) {
    this.hooks = hooks
    const bar = element("div", "player", parent)
    this.back = this.button(bar, "◀", "One step back", () => this.step(-1))
    this.toggle = this.button(bar, "▶ Play", "Walk over all windows (Space)", () => this.play(!this.playing))
    this.toggle.classList.add("play")
    this.next = this.button(bar, "▶", "One step on", () => this.step(1))
    this.timeline = element("input", "timeline", bar)
    Object.assign(this.timeline, { type: "range", min: 0, step: 1 })
    this.timeline.setAttribute("aria-label", "Which window, in reading order")
    this.timeline.addEventListener("input", () => {
      this.play(false)
      hooks.go(Number(this.timeline.value))
    })
    this.timeline.addEventListener("change", () => hooks.rest())
    this.said = element("span", "place", bar)
    const label = element("label", "speed", bar)
    label.title = "Windows a second"
    this.speed = element("select", "", label)
    this.speed.setAttribute("aria-label", "Speed, windows a second")
    for (const speed of SPEEDS) Object.assign(element("option", "", this.speed), { value: speed, textContent: `${speed} / s` })
    this.speed.value = 2
    this.bar = bar
    this.playing = false
  }

  button(parent, label, title, act) {
    const button = element("button", "", parent)
    Object.assign(button, { type: "button", textContent: label, title })
    button.setAttribute("aria-label", title)
    button.addEventListener("click", act)
    return button
  }

  step(by) {
    this.play(false)
    this.hooks.step(by)
    this.hooks.rest()
  }

  play(on) {
    if (on === this.playing) return
    this.playing = on
    write(this.toggle, on ? "❚❚ Pause" : "▶ Play")
    cancelAnimationFrame(this.frame)
    if (!on) return this.hooks.rest()
    if (this.hooks.at() >= this.hooks.count() - 1) this.hooks.go(0)
    this.last = performance.now()
    this.spare = 0
    this.frame = requestAnimationFrame((now) => this.tick(now))
  }

  tick(now) {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches
    const speed = calm ? Math.min(CALM, Number(this.speed.value)) : Number(this.speed.value)
    // A tab that was hidden goes on from where it stood.
    const [steps, spare] = due(Math.min(500, now - this.last) + this.spare, speed)
    Object.assign(this, { last: now, spare })
    if (steps) this.hooks.step(steps)
    if (this.hooks.at() >= this.hooks.count() - 1) return this.play(false)
    this.frame = requestAnimationFrame((later) => this.tick(later))
  }

  show() {
    const [at, count] = [this.hooks.at(), this.hooks.count()]
    this.timeline.max = Math.max(0, count - 1)
    if (Number(this.timeline.value) !== at) this.timeline.value = at
    write(this.said, `${(at + 1).toLocaleString("en")} of ${count.toLocaleString("en")}`)
    this.back.disabled = at <= 0
    this.next.disabled = at >= count - 1
  }

  stop() {
    cancelAnimationFrame(this.frame)
    this.playing = false
    write(this.toggle, "▶ Play")
  }
}
