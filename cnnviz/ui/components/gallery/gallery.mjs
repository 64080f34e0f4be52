// Draws sections of pictures and number tables from one message; see cnnviz/figures/draw/tiles.py for what it holds.

import { canvasColours } from "../shared/colours.mjs"
import { unpacked } from "../shared/message.mjs"
import { component } from "../shared/mount.mjs"
import { Bench } from "./bench.mjs"
import { viewsOf } from "./children.mjs"
import { Picture } from "./picture.mjs"
import { Section } from "./section.mjs"

/**
 * @import { Message } from "../shared/message.mjs"
 * @import { BenchEntry } from "./bench.mjs"
 * @import { SectionEntry } from "./section.mjs"
 * @typedef {Uint8Array<ArrayBuffer>} Data a message
 * @typedef {{ open: string, choose: string }} Triggers what somebody wants to explore, and to have on the bench
 */

class Gallery {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root
    /** @type {Section[]} */
    this.sections = []
    this.bench = /** @type {Bench | undefined} */ (undefined)
    /** How wide the root was when the tables were fitted. */
    this.wide = 0
    this.hands = {
      open: (/** @type {string} */ what) => this.tell?.("open", what),
      choose: (/** @type {string} */ id) => this.choose(id),
    }
    this.watcher = new ResizeObserver(() => {
      if (root.clientWidth !== this.wide) this.fit()
    })
  }

  /** @param {Mounted<Data, {}, Triggers>} mounted */
  receive({ data, setTriggerValue }) {
    const started = performance.now()
    this.tell = setTriggerValue
    const { header, arrays } = unpacked(data)
    this.draw(header, arrays)
    this.fit()
    this.watcher.observe(this.root)
    // Read by benchmarks and tests: when the last message was drawn, and how long that took.
    this.root.dataset.drawn = String(performance.now())
    this.root.dataset.took = (performance.now() - started).toFixed(1)
  }

  stop() {
    this.watcher.disconnect()
  }

  /** @param {{ sections: SectionEntry[], bench: BenchEntry | null }} header @param {Message["arrays"]} arrays */
  draw({ sections, bench }, arrays) {
    const colours = (/** @type {string} */ name) => canvasColours(/** @type {Uint8Array} */ (arrays.get(name)?.values))
    const given = { arrays, palettes: { grey: colours("grey"), signed: colours("signed") } }
    this.root.classList.toggle("has-bench", Boolean(bench))
    if (bench && !this.bench) {
      this.bench = new Bench(this.hands)
      this.root.prepend(this.bench.node)
    }
    if (bench) this.bench?.draw(bench, given)
    this.sections = viewsOf(this.root, this.sections, sections, () => new Section(this.hands))
    sections.forEach((entry, at) => {
      this.sections[at].draw(entry, given, bench?.map.id ?? "")
    })
  }

  /** Shows what there is of a picture large at once, and asks for the rest. @param {string} id */
  choose(id) {
    const pictures = this.sections.flatMap(({ tiles }) => tiles.filter((tile) => tile instanceof Picture))
    const chosen = pictures.find(({ tile }) => tile?.id === id)?.tile
    if (!chosen) return
    this.bench?.preview(chosen)
    for (const section of this.sections) section.mark(id)
    this.tell?.("choose", id)
  }

  /** Gives every table as much room as it needs. */
  fit() {
    this.wide = this.root.clientWidth
    this.bench?.fit()
    const matrices = this.sections.flatMap((section) => section.matrices)
    for (const { node } of matrices) node.style.gridColumn = ""
    for (const matrix of matrices) matrix.fit()
  }
}

export default component("gallery", Gallery, "These pictures could not be drawn")
