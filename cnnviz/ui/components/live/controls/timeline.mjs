// A slider through all snapshots of a run, or of two side by side, that plays by itself at any speed.

import { announce } from "../../shared/announcer.mjs"
import { element, write } from "../../shared/dom.mjs"
import { due } from "../../shared/player.mjs"
import { BLUE } from "../../shared/theme.mjs"
import { titledButton } from "../drawing/inputs.mjs"
import { contextOf } from "../drawing/sheet.mjs"
import { lookAtStep } from "../run/snapshots.mjs"
import { placeValueWords, placeWords } from "../words/figures.mjs"

/**
 * @import { Panel } from "../panel.js"
 * @import { Hub } from "../run/hub.mjs"
 * @import { Snapshot } from "../run/run.js"
 */

const PLAY = "Play through all snapshots (Space)"
const HOLD = "Stay at the snapshot in sight (Space)"
// Snapshots a second at 1×.
const PACE = 8
const PACES = [0.5, 1, 2, 4, 8, 16]
// Milliseconds that a loop rests at its end.
const REST = 1800
// Seconds that a recorded run should take at least, where it has few snapshots.
const LASTING = 10
// Half the thumb of a slider in Chromium and Firefox: its ends do not reach the track's.
const THUMB = 8
const TALL = 8
// Milliseconds between two frames that count at most: a tab that was hidden goes on from where it stood.
const LONGEST = 500

/** @implements {Panel} */
export class Timeline {
  /**
   * @param {HTMLElement} parent
   * @param {Hub[]} hubs
   */
  constructor(parent, hubs) {
    this.hubs = hubs
    this.playing = this.loops = false
    this.frame = 0
    // When the last snapshot was due, the milliseconds left over since, and until when a loop rests at its end.
    this.last = this.spare = this.resting = 0
    this.root = element("div", "live-timeline", parent)
    this.root.setAttribute("role", "group")
    this.root.setAttribute("aria-label", "Timeline")
    this.toggle = titledButton(this.root, "Play", PLAY, () => this.press())
    this.toggle.dataset.sign = "▶"
    this.toggle.classList.add("live-play")
    const track = element("div", "live-track", this.root)
    this.slider = this.makeSlider(track)
    this.ticks = element("canvas", "", track)
    this.ticks.setAttribute("aria-hidden", "true")
    this.place = element("span", "shell-place", this.root)
    this.speed = this.makeSpeed()
    this.live = titledButton(this.root, "Follow live", "Stay at the newest snapshot", () => this.follow())
    this.root.addEventListener("keydown", (event) => this.key(event))
    this.width = 0
    this.ticked = ""
    this.colours = this.themed()
    this.measure = new ResizeObserver(() => {
      this.width = this.ticks.clientWidth
      this.draw()
    })
    this.measure.observe(track)
  }

  /** @param {HTMLElement} track */
  makeSlider(track) {
    const slider = element("input", "", track)
    Object.assign(slider, { type: "range", min: 0, step: 1, max: 0 })
    slider.setAttribute("aria-label", "Snapshot")
    slider.addEventListener("input", () => this.moved(Number(slider.value)))
    return slider
  }

  makeSpeed() {
    const speed = element("select", "", this.root)
    speed.setAttribute("aria-label", "Speed of playing")
    speed.title = `1× shows ${PACE} snapshots a second`
    for (const pace of PACES) speed.append(new Option(`${pace}×`, String(pace)))
    speed.value = "1"
    return speed
  }

  /** Colours of the ticks. */
  themed() {
    const style = getComputedStyle(this.root)
    return { ink: style.color, primary: style.getPropertyValue("--st-primary-color").trim() || BLUE }
  }

  theme() {
    this.colours = this.themed()
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { tagName } = /** @type {Element} */ (event.target)
    const end = event.key === "Home" || event.key === "End"
    if (event.key === " " && tagName !== "BUTTON") this.press()
    else if (end && tagName !== "SELECT") this.moved(event.key === "Home" ? 0 : this.count - 1)
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

  /** @param {number} index */
  go(index) {
    const { leader } = this
    const within = Math.max(0, Math.min(leader.snapshots.length - 1, index))
    const snapshot = leader.snapshots[within]
    if (!snapshot) return
    leader.lookAt(within)
    lookAtStep(
      this.hubs.filter((hub) => hub !== leader),
      snapshot.step,
    )
  }

  /** @param {number} index */
  moved(index) {
    this.play(false)
    this.go(index)
  }

  /**
   * Shows the snapshots nearest to a step.
   * @param {number} step
   */
  goToStep(step) {
    this.play(false)
    lookAtStep(this.hubs, step)
  }

  /** Plays or holds, and says where it holds. */
  press() {
    this.play(!this.playing)
    const root = /** @type {HTMLElement | null} */ (this.root.closest(".live"))
    if (root && !this.playing) announce(root, `Held at ${this.valueWords()}`)
  }

  follow() {
    this.play(false)
    for (const hub of this.hubs) hub.follow()
  }

  /**
   * @param {boolean} on
   * @param {boolean} loops
   */
  play(on, loops = false) {
    this.loops = on && loops
    if (on === this.playing || (on && this.count < 2)) return
    this.playing = on
    write(this.toggle, on ? "Hold" : "Play")
    this.toggle.dataset.sign = on ? "❚❚" : "▶"
    this.toggle.title = on ? HOLD : PLAY
    cancelAnimationFrame(this.frame)
    if (!on) return
    if (this.leader.cursor >= this.count - 1) this.go(0)
    this.last = performance.now()
    this.spare = 0
    this.frame = requestAnimationFrame((now) => this.tick(now))
  }

  /** Plays from the start, over and over, no faster than can be followed. */
  loop() {
    const pace = PACES.findLast((each) => each <= 1 && this.count / (PACE * each) >= LASTING) ?? PACES[0]
    this.speed.value = String(pace)
    this.go(0)
    this.play(true, true)
  }

  /** @param {number} now */
  tick(now) {
    const speed = PACE * Number(this.speed.value)
    const [steps, spare] = due(Math.min(LONGEST, now - this.last) + this.spare, speed)
    this.last = now
    this.spare = spare
    if (steps) this.go(this.leader.cursor + steps)
    if (this.leader.cursor >= this.count - 1 && !this.ended()) return
    this.frame = requestAnimationFrame((later) => this.tick(later))
  }

  /** At the end: again from the start, on with the run as it learns, or rest; whether to go on playing. */
  ended() {
    if (this.loops) {
      if (!this.resting) this.resting = performance.now() + REST
      if (performance.now() < this.resting) return true
      this.resting = 0
      this.go(0)
      return true
    }
    this.play(false)
    if (this.hubs.some((hub) => hub.active)) this.follow()
    return false
  }

  draw() {
    const { leader, count } = this
    this.slider.max = String(Math.max(0, count - 1))
    if (Number(this.slider.value) !== leader.cursor) this.slider.value = String(leader.cursor)
    write(this.place, placeWords(leader.snapshot))
    const words = this.valueWords()
    if (this.slider.getAttribute("aria-valuetext") !== words) this.slider.setAttribute("aria-valuetext", words)
    this.slider.disabled = this.toggle.disabled = count < 2
    this.live.hidden = !this.hubs.some((hub) => hub.active)
    const following = this.hubs.every((hub) => hub.following)
    this.live.setAttribute("aria-pressed", String(following))
    this.live.dataset.sign = following ? "●" : "○"
    this.drawTicks(leader.snapshots)
  }

  /** Where the slider stands, as it is said: the step, and the loss of each run there. */
  valueWords() {
    return placeValueWords(this.leader, this.hubs)
  }

  /**
   * A tick for every snapshot, a tall one where an epoch begins.
   * @param {Snapshot[]} snapshots
   */
  drawTicks(snapshots) {
    const ratio = globalThis.devicePixelRatio || 1
    const { ink, primary } = this.colours
    const ticked = `${this.width} ${ratio} ${ink} ${snapshots.length} ${snapshots[0]?.seq} ${snapshots.at(-1)?.seq}`
    if (ticked === this.ticked || !this.width) return
    this.ticked = ticked
    this.ticks.width = this.width * ratio
    this.ticks.height = TALL * ratio
    const brush = contextOf(this.ticks)
    brush.scale(ratio, ratio)
    const apart = (this.width - 2 * THUMB) / Math.max(1, snapshots.length - 1)
    for (const [at, { epoch }] of snapshots.entries()) {
      const fresh = at > 0 && Math.floor(epoch) > Math.floor(snapshots[at - 1].epoch)
      brush.fillStyle = fresh ? primary : ink
      brush.globalAlpha = fresh ? 1 : Math.min(0.6, apart / 6)
      brush.fillRect(THUMB + at * apart - (fresh ? 1 : 0.5), fresh ? 0 : 2, fresh ? 2 : 1, fresh ? TALL : 4)
    }
  }

  stop() {
    this.play(false)
    this.measure.disconnect()
  }
}
