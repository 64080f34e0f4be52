// A slider through all snapshots of a run, or of two side by side, that plays by itself at any speed.

import { element, write } from "../dom.mjs"
import { due } from "../explorer/player.mjs"
import { lookAtStep } from "./curves.mjs"
import { placeWords } from "./saying.mjs"

// Snapshots a second at 1×.
const PACE = 8
const PACES = [0.5, 1, 2, 4, 8, 16]
// Milliseconds that a loop rests at its end.
const REST = 1800
// Seconds that a recorded run should take at least, where it has few snapshots.
const LASTING = 10
// Half the thumb of a slider in Chromium and Firefox: its ends do not reach the track's.
const THUMB = 8

export class Timeline {
  constructor(parent, hubs, theme) {
    Object.assign(this, { hubs, theme, playing: false, loops: false })
    this.root = element("div", "live-timeline", parent)
    this.root.setAttribute("role", "group")
    this.root.setAttribute("aria-label", "Timeline")
    this.toggle = this.button("▶ Play", "Play through all snapshots (Space)", () => this.play(!this.playing))
    this.toggle.classList.add("live-play")
    const track = element("div", "live-track", this.root)
    this.slider = element("input", "", track)
    Object.assign(this.slider, { type: "range", min: 0, step: 1, max: 0 })
    this.slider.setAttribute("aria-label", "Snapshot")
    this.slider.addEventListener("input", () => this.moved(Number(this.slider.value)))
    this.ticks = element("canvas", "", track)
    this.ticks.setAttribute("aria-hidden", "true")
    this.said = element("span", "shell-place", this.root)
    this.speed = element("select", "", this.root)
    this.speed.setAttribute("aria-label", "Speed of playing")
    this.speed.title = `1× shows ${PACE} snapshots a second`
    for (const pace of PACES) this.speed.append(new Option(`${pace}×`, pace))
    this.speed.value = 1
    this.live = this.button("Follow live", "Stay at the newest snapshot", () => this.follow())
    this.root.addEventListener("keydown", (event) => this.key(event))
    this.measure = new ResizeObserver(() => {
      this.wide = this.ticks.clientWidth
      this.draw()
    })
    this.measure.observe(track)
  }

  button(words, title, act) {
    const made = element("button", "", this.root)
    Object.assign(made, { type: "button", textContent: words, title })
    made.addEventListener("click", act)
    return made
  }

  key(event) {
    const to = { Home: 0, End: this.count - 1 }[event.key]
    if (event.key === " " && event.target.tagName !== "BUTTON") this.play(!this.playing)
    else if (to !== undefined && event.target.tagName !== "SELECT") this.moved(to)
    else return
    event.preventDefault()
  }

  /** The run with most snapshots leads; the others show the nearest step. */
  get leader() {
    return this.hubs.reduce((a, b) => (b.snapshots.length > a.snapshots.length ? b : a))
  }

  get count() {
    return this.leader.snapshots.length
  }

  go(index) {
    const { leader } = this
    const kept = Math.max(0, Math.min(leader.snapshots.length - 1, index))
    if (!leader.snapshots[kept]) return
    leader.look(kept)
    lookAtStep(this.hubs.filter((hub) => hub !== leader), leader.snapshots[kept].step)
  }

  moved(index) {
    this.play(false)
    this.go(index)
  }

  follow() {
    this.play(false)
    for (const hub of this.hubs) hub.follow()
  }

  play(on, loops = false) {
    this.loops = on && loops
    if (on === this.playing || (on && this.count < 2)) return
    this.playing = on
    write(this.toggle, on ? "❚❚ Hold" : "▶ Play")
    cancelAnimationFrame(this.frame)
    if (!on) return
    if (this.leader.cursor >= this.count - 1) this.go(0)
    Object.assign(this, { last: performance.now(), spare: 0 })
    this.frame = requestAnimationFrame((now) => this.tick(now))
  }

  /** Plays from the start, over and over, no faster than can be followed. */
  loop() {
    this.speed.value = PACES.findLast((pace) => pace <= 1 && this.count / (PACE * pace) >= LASTING) ?? PACES[0]
    this.go(0)
    this.play(true, true)
  }

  tick(now) {
    const [steps, spare] = due(Math.min(500, now - this.last) + this.spare, PACE * Number(this.speed.value))
    Object.assign(this, { last: now, spare })
    if (steps) this.go(this.leader.cursor + steps)
    if (this.leader.cursor >= this.count - 1 && !this.ended()) return
    this.frame = requestAnimationFrame((later) => this.tick(later))
  }

  /** At the end: again from the start, on with the run as it learns, or rest; whether to go on playing. */
  ended() {
    if (this.loops) {
      if (!this.turning) this.turning = performance.now() + REST
      if (performance.now() < this.turning) return true
      this.turning = 0
      this.go(0)
      return true
    }
    this.play(false)
    if (this.hubs.some((hub) => hub.active)) this.follow()
    return false
  }

  draw() {
    const { leader, count } = this
    this.slider.max = Math.max(0, count - 1)
    if (Number(this.slider.value) !== leader.cursor) this.slider.value = leader.cursor
    const words = placeWords(leader.snapshot)
    write(this.said, words)
    if (this.slider.getAttribute("aria-valuetext") !== words) this.slider.setAttribute("aria-valuetext", words)
    this.slider.disabled = this.toggle.disabled = count < 2
    const active = this.hubs.some((hub) => hub.active)
    this.live.hidden = !active
    const following = this.hubs.every((hub) => hub.following)
    this.live.setAttribute("aria-pressed", String(following))
    write(this.live, following ? "● Live" : "Follow live")
    this.drawTicks(leader.snapshots)
  }

  /** A tick for every snapshot, a tall one where an epoch begins. */
  drawTicks(snapshots) {
    const ratio = globalThis.devicePixelRatio || 1
    const { ink, primary } = this.theme()
    const key = `${this.wide} ${ratio} ${ink} ${snapshots.length} ${snapshots[0]?.seq} ${snapshots.at(-1)?.seq}`
    if (key === this.known || !this.wide) return
    this.known = key
    this.ticks.width = this.wide * ratio
    this.ticks.height = 8 * ratio
    const brush = this.ticks.getContext("2d")
    brush.scale(ratio, ratio)
    const apart = (this.wide - 2 * THUMB) / Math.max(1, snapshots.length - 1)
    snapshots.forEach(({ epoch }, at) => {
      const fresh = at > 0 && Math.floor(epoch) > Math.floor(snapshots[at - 1].epoch)
      brush.fillStyle = fresh ? primary : ink
      brush.globalAlpha = fresh ? 1 : Math.min(0.5, apart / 6)
      brush.fillRect(THUMB + at * apart - (fresh ? 1 : 0.5), fresh ? 0 : 2, fresh ? 2 : 1, fresh ? 8 : 4)
    })
  }

  stop() {
    this.play(false)
    this.measure.disconnect()
  }
}
