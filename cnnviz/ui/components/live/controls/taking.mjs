// Links, branches, films and files of a run, behind one button.

import { element, write } from "../../shared/dom.mjs"
import { download } from "../../shared/files/download.mjs"
import { titledButton } from "../drawing/inputs.mjs"
import { lastWeightsWords, snapshotWeightsWords } from "../words/weight_files.mjs"
import { viewAddress } from "./addresses.mjs"
import { FilmButton } from "./film_button.mjs"

/**
 * @import { ControlHooks } from "../panel.js"
 * @import { Hub } from "../run/hub.mjs"
 *
 * @typedef {[file: string, name: string, kind: string]} Taken
 * @typedef {{ file: string, link: HTMLAnchorElement }} FileLink
 *
 * @typedef {object} TakingHooks
 * @property {() => void} branch
 * @property {(words: string) => void} refuse
 */

/** @type {Taken[]} */
const WEIGHTS = [
  ["weights.safetensors", "Weights", "safetensors"],
  ["weights.npz", "Weights", "npz"],
  ["model.onnx", "Network and weights", "ONNX"],
]
/** @type {Taken[]} */
const WHOLE = [
  ["run.zip", "The run itself, to be loaded back", "zip"],
  ["train.zip", "Training script with data", "zip, plain PyTorch"],
  ["config.json", "All settings", "JSON"],
  ["metrics.csv", "Loss and accuracy of all steps", "CSV"],
]
const SHARE = "Whoever has it can look, but not control the run: only this browser does"
const BRANCH = "Start a run with the settings on this page and the weights of the snapshot you look at"

export class Taking {
  /**
   * @param {HTMLElement} parent
   * @param {Hub} hub
   * @param {ControlHooks} view
   * @param {TakingHooks} hooks
   */
  constructor(parent, hub, view, hooks) {
    this.hub = hub
    this.view = view
    this.hooks = hooks
    this.root = element("details", "live-more", parent)
    const summary = element("summary", "", this.root, "Share, branch, take away")
    this.summary = summary
    const box = element("div", "live-folded", this.root)
    this.copy = titledButton(box, "Copy a view-only link", SHARE, () => this.share())
    this.link = Object.assign(element("input", "live-link", box), { readOnly: true, hidden: true })
    this.link.setAttribute("aria-label", "View-only link")
    this.branch = view.branch ? titledButton(box, "Branch from here", BRANCH, hooks.branch) : null
    this.film = view.film ? new FilmButton(box, hub, view.film) : null
    this.last = element("p", "live-hint", box)
    this.files = this.links(box, WEIGHTS)
    this.here = element("p", "live-hint", box)
    this.moments = this.links(box, WEIGHTS)
    element("p", "live-hint", box, "Of the whole run:")
    this.files.push(...this.links(box, WHOLE))
    this.took = element("p", "live-hint", box)
    this.took.setAttribute("role", "status")
    this.listen(summary)
  }

  /** @param {HTMLElement} summary */
  listen(summary) {
    const { root } = this
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return
      root.open = false
      summary.focus()
    })
    root.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !root.contains(/** @type {Node} */ (relatedTarget))) root.open = false
    })
    root.addEventListener("toggle", () => this.draw(Boolean(this.view.offer().config)))
  }

  /**
   * Closes unless what was pointed at lies within.
   * @param {EventTarget | null} [target]
   */
  close(target = null) {
    this.root.open = this.root.open && this.root.contains(/** @type {Node | null} */ (target))
  }

  /**
   * @param {HTMLElement} box
   * @param {Taken[]} taken
   * @returns {FileLink[]}
   */
  links(box, taken) {
    const line = element("span", "live-files", box)
    return taken.map(([file, name, kind]) => {
      const link = element("a", "", line, `${name} (${kind})`)
      link.addEventListener("click", (event) => this.take(event, link, file))
      return { file, link }
    })
  }

  async share() {
    const { snapshot, following } = this.hub
    // Two runs have no moment in common.
    const moment = this.view.start && snapshot && !following ? snapshot.seq : 0
    const address = viewAddress(location.href, this.view.offer().ids, moment)
    this.link.value = address
    try {
      await navigator.clipboard.writeText(address)
      write(this.copy, "Copied ✓")
    } catch {
      // Without permission, or over plain http, the link can still be copied by hand.
      this.link.hidden = false
      this.link.select()
    }
  }

  /**
   * Fetches the file first, so that a refusal is a sentence here and not a broken file.
   * @param {Event} event
   * @param {HTMLAnchorElement} link
   * @param {string} file
   */
  async take(event, link, file) {
    event.preventDefault()
    const words = link.textContent
    link.textContent = `${words} …`
    try {
      const reply = await fetch(link.href)
      if (!reply.ok) throw new Error((await reply.json()).trouble)
      const name = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition") ?? "")?.[1] ?? file
      const weights = reply.headers.get("X-Weights")
      download(await reply.blob(), name)
      write(this.took, weights ? `${name}: ${weights}.` : "")
      this.hooks.refuse("")
    } catch (error) {
      const why = error instanceof Error ? error.message : ""
      this.hooks.refuse(`${file} could not be taken away. ${why || "Try again in a moment."}`)
    }
    link.textContent = words
  }

  stop() {
    this.film?.stop()
  }

  /** @param {boolean} startable */
  draw(startable) {
    const { hub } = this
    this.root.hidden = !hub.run || Boolean(hub.before)
    // Two runs have a menu each.
    if (!this.view.start) this.summary.setAttribute("aria-label", `Share, branch, take away: ${hub.title}`)
    if (!this.root.open) return
    const { snapshot } = hub
    write(this.last, lastWeightsWords(hub))
    write(this.here, snapshotWeightsWords(hub))
    this.film?.draw()
    if (this.branch) this.branch.disabled = !startable || !snapshot || snapshot.partial
    const query = snapshot ? `?snapshot=${snapshot.seq}` : ""
    const address = (/** @type {string} */ file) => hub.server.address(`/${encodeURIComponent(hub.id)}/take/${file}`)
    for (const { file, link } of this.files) link.href = address(file)
    for (const { file, link } of this.moments) link.href = address(file) + query
  }
}
