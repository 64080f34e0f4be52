// What is asked of a run: train, pause, one batch, stop, another learning rate; and how it is doing.

import { element, write } from "../dom.mjs"
import { healthWords } from "./health.mjs"
import { figure, figures, momentWords, notice, offered, rateNow, stateWords, takenWords } from "./saying.mjs"

const TAKEN_WEIGHTS = [
  ["weights.safetensors", "Weights", "safetensors"],
  ["weights.npz", "Weights", "npz"],
  ["model.onnx", "Network and weights", "ONNX"],
]
const TAKEN_WHOLE = [
  ["train.zip", "Training script with data", "zip, plain PyTorch"],
  ["config.json", "All settings", "JSON"],
  ["metrics.csv", "Loss and accuracy of all steps", "CSV"],
]
const FILM = "Save the timeline as GIF"
const [SLOWEST_RATE, FASTEST_RATE] = [-5, 0]

/** The address of this page with view-only ids in place of those that control runs; `ids`: [control, view] each. */
export function viewAddress(address, ids) {
  const url = new URL(address)
  let found = false
  for (const [name, value] of [...url.searchParams]) {
    const viewed = ids.reduce((text, [control, view]) => text.replaceAll(control, view), value)
    if (viewed === value && !ids.some(([, view]) => value.includes(view))) continue
    url.searchParams.set(name, viewed)
    found = true
  }
  if (!found) url.searchParams.set("run", ids.map(([, view]) => view).join("-"))
  return url.href
}

/** The address of this page with the run `id` branched from, `parent`, in its place. */
export function parentAddress(address, id, parent) {
  const url = new URL(address)
  const shown = url.searchParams.get("run") ?? ""
  url.searchParams.set("run", shown.includes(id) ? shown.replace(id, parent) : parent)
  return url.href
}

/** The learning rate at a place of the slider, which is even in its logarithm, to two figures. */
export function rateAt(place) {
  return Number((10 ** place).toPrecision(2))
}

/** Hands a file to the browser. */
function download(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export class RunControls {
  /** `hooks`: offer() says { config, trouble, recorded, ids }; start() and branch() promise a sentence why not; film(told). */
  constructor(parent, hub, hooks) {
    Object.assign(this, { hub, hooks, refusal: "" })
    this.root = element("div", "live-controls", parent)
    const whole = element("div", "shell-bar", this.root)
    const bar = element("div", "shell-commands", whole)
    if (hooks.start) this.train = this.button(bar, "▶ Train", "Start a run with the settings on this page", () => this.begin())
    this.train?.classList.add("live-primary")
    this.pause = this.button(bar, "❚❚ Pause", "", () => this.command(offered(hub).resume ? "resume" : "pause"))
    this.batch = this.button(bar, "One batch", "Learn one batch more, then pause", () => this.command("batch"))
    this.epoch = this.button(bar, "One epoch", "Learn as many batches more as an epoch has, then pause", () => this.command("epoch"))
    this.stop = this.button(bar, "■ Stop", "End the run; what it learned stays", () => this.command("stop"))
    this.makeRate(whole)
    this.makeMore(whole)
    const told = element("div", "live-told-line", this.root)
    const status = element("p", "live-status", told)
    this.state = element("b", "live-state", status)
    this.figures = element("span", "", status)
    this.said = element("p", "live-hint live-said", told)
    this.own = element("p", "live-hint", told)
    this.parent = element("a", "live-parent", told)
    // In a tab of its own: nobody loses sight of the branch.
    Object.assign(this.parent, { target: "_blank", rel: "noopener" })
    this.notice = element("p", "live-notice", told)
    this.notice.setAttribute("role", "status")
    this.health = element("p", "live-notice live-alarm", told)
    this.health.setAttribute("role", "status")
    this.refused = element("p", "live-notice live-alarm", told)
    this.refused.setAttribute("role", "alert")
  }

  button(parent, words, title, act) {
    const made = element("button", "", parent)
    Object.assign(made, { type: "button", textContent: words, title })
    made.addEventListener("click", act)
    return made
  }

  makeRate(parent) {
    this.rate = element("label", "live-rate", parent)
    this.rate.title = "How large a step each batch takes: too small and nothing is learned, too large and the loss blows up. A schedule begins or ends below it"
    this.rateName = element("span", "", this.rate)
    this.slider = element("input", "", this.rate)
    Object.assign(this.slider, { type: "range", min: SLOWEST_RATE, max: FASTEST_RATE, step: 0.05 })
    this.slider.setAttribute("aria-label", "Learning rate, on a logarithmic scale")
    this.typed = element("input", "", this.rate)
    Object.assign(this.typed, { type: "number", min: 1e-6, max: 10, step: "any" })
    this.typed.setAttribute("aria-label", "Learning rate")
    this.slider.addEventListener("input", () => {
      this.typed.value = rateAt(Number(this.slider.value))
      this.setting = true
    })
    this.slider.addEventListener("change", () => this.set(rateAt(Number(this.slider.value))))
    this.typed.addEventListener("input", () => (this.setting = true))
    this.typed.addEventListener("change", () => this.set(Number(this.typed.value)))
    this.typed.addEventListener("blur", () => (this.setting = false))
  }

  set(rate) {
    this.setting = false
    if (rate >= 1e-6 && rate <= 10) {
      this.asked = rate
      this.command("rate", rate)
    } else {
      this.refuse(`A learning rate of ${this.typed.value || "nothing"} cannot be. Choose 0.000001 to 10.`)
    }
  }

  /** Links and files, behind one button. */
  makeMore(parent) {
    const { hub } = this
    this.more = element("details", "live-more", parent)
    const summary = element("summary", "", this.more)
    summary.textContent = "Share, branch, take away"
    const box = element("div", "live-folded", this.more)
    this.copy = this.button(box, "Copy a view-only link", "Whoever has it can look, but not control the run: only this browser does", () => this.share())
    this.link = element("input", "live-link", box)
    Object.assign(this.link, { readOnly: true, hidden: true })
    this.link.setAttribute("aria-label", "View-only link")
    if (this.hooks.branch) this.branch = this.button(box, "Branch from here", "Start a run with the settings on this page and the weights of the snapshot you look at", () => this.begin("branch"))
    if (this.hooks.film) this.film = this.button(box, FILM, "The filters and the loss over the whole timeline, as an animated picture", () => this.save())
    this.last = element("p", "live-hint", box)
    this.files = this.links(box, TAKEN_WEIGHTS)
    this.here = element("p", "live-hint", box)
    this.moments = this.links(box, TAKEN_WEIGHTS)
    write(element("p", "live-hint", box), "Of the whole run:")
    this.files.push(...this.links(box, TAKEN_WHOLE))
    this.took = element("p", "live-hint", box)
    this.took.setAttribute("role", "status")
    this.more.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return
      this.more.open = false
      summary.focus()
    })
    this.more.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.more.contains(event.relatedTarget)) this.more.open = false
    })
    this.more.addEventListener("toggle", () => this.draw(hub))
  }

  links(box, taken) {
    const line = element("span", "live-files", box)
    return taken.map(([file, name, kind]) => {
      const link = element("a", "", line)
      link.textContent = `${name} (${kind})`
      link.addEventListener("click", (event) => this.take(event, link, file))
      return [file, link]
    })
  }

  async share() {
    const address = viewAddress(location.href, this.hooks.offer().ids)
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

  /** Fetches the file first, so that a refusal is a sentence here and not a broken file. */
  async take(event, link, file) {
    event.preventDefault()
    const words = link.textContent
    link.textContent = `${words} …`
    try {
      const reply = await fetch(link.href)
      if (!reply.ok) throw new Error((await reply.json()).trouble)
      const name = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition"))?.[1] ?? file
      const said = reply.headers.get("X-Weights")
      download(await reply.blob(), name)
      write(this.took, said ? `${name}: ${said}.` : "")
      this.refuse("")
    } catch (error) {
      this.refuse(`${file} could not be taken away. ${error.message || "Try again in a moment."}`)
    }
    link.textContent = words
  }

  /** Makes the film, or gives it up while it is being made. */
  async save() {
    this.filming = !this.filming
    if (!this.filming) return
    const blob = await this.hooks.film((done, count) => {
      write(this.film, `Frame ${done} of ${count} · cancel`)
      return this.filming
    })
    this.filming = false
    write(this.film, FILM)
    if (blob) download(blob, "learning.gif")
  }

  async begin(how = "start") {
    if (this.beginning) return
    this.beginning = true
    this.more.open = false
    this.refuse("")
    this.refuse(await this.hooks[how]())
    this.beginning = false
    this.hub.changed()
  }

  async command(name, value) {
    this.refuse("")
    const { trouble } = await this.hub.tell(name, value)
    this.refuse(trouble)
  }

  refuse(words) {
    this.refusal = words ?? ""
    this.hub.changed()
  }

  draw() {
    const { hub } = this
    const may = offered(hub)
    const { config, trouble, recorded } = this.hooks.offer()
    const control = Boolean(hub.run?.control)
    if (this.train) {
      this.train.disabled = !config || Boolean(this.beginning)
      write(this.train, this.beginning ? "Starting…" : control && hub.active ? "▶ Train anew" : "▶ Train")
      this.train.classList.toggle("live-primary", !(control && hub.active))
      this.train.title = control && hub.active ? "Stop this run and start one with the settings on this page" : "Start a run with the settings on this page"
    }
    write(this.said, hub.said)
    write(this.own, this.ownWords(config, trouble, recorded))
    this.drawParent()
    // Of a run that is over for good nothing can be asked any more.
    const alive = control && !["finished", "diverged"].includes(hub.run.status)
    this.drawCommands(may, alive)
    this.drawRate(may.rate, alive)
    write(this.state, stateWords(hub, recorded))
    this.root.dataset.state = hub.run?.status ?? ""
    // Where a recorded run stands is what the timeline says.
    const parts = figures(hub).filter((part) => !recorded || control || !/^(step|epoch) |examples/.test(part))
    write(this.figures, parts.map((part) => ` · ${part}`).join(""))
    const { words, alarm } = notice(hub)
    write(this.notice, words)
    this.notice.classList.toggle("live-alarm", alarm)
    write(this.health, healthWords(hub))
    write(this.refused, this.refusal)
    this.drawMore(config)
  }

  ownWords(config, trouble, recorded) {
    const { run } = this.hub
    if (!config && trouble && this.train) return "Train waits until the settings above fit together."
    if (recorded && run && !run.control) return this.train ? "This is a recorded run on shapes. Press Train to watch your own network learn." : ""
    if (run && !run.control) return "View only: the browser that started this run controls it."
    return this.hub.id || !this.train ? "" : "Press Train, and watch what becomes of the network's first weights, batch by batch."
  }

  /** The way back to the run whose weights this one began with. */
  drawParent() {
    const { id, run, marks } = this.hub
    this.parent.hidden = !run?.parent
    if (!run?.parent) return
    const at = marks.find((mark) => mark.what === "branch")?.value
    write(this.parent, `Branched from another run${Number.isFinite(at) ? ` at step ${at.toLocaleString("en")}` : ""}: look at it ↗`)
    this.parent.href = parentAddress(location.href, id, run.parent)
  }

  drawCommands(may, alive) {
    const { pending } = this.hub
    const known = [["batch", "One batch…", "One batch"], ["epoch", "One epoch…", "One epoch"], ["stop", "Stopping…", "■ Stop"]]
    for (const [name, busy, idle] of known) {
      this[name].hidden = !alive
      this[name].disabled = !may[name] || Boolean(pending)
      write(this[name], pending?.command === name ? busy : idle)
    }
    const resumes = may.resume
    this.pause.hidden = !alive
    this.pause.disabled = !(may.pause || resumes) || Boolean(pending)
    const asked = { pause: "Pausing…", resume: "Going on…" }[pending?.command]
    write(this.pause, asked ?? (resumes ? "▶ Resume" : "❚❚ Pause"))
    this.pause.title = resumes ? "Go on learning where the run stands" : "Hold the run; nothing is lost"
    this.pause.classList.toggle("live-primary", resumes)
  }

  drawRate(may, alive) {
    this.rate.hidden = !alive
    this.slider.disabled = this.typed.disabled = !may
    write(this.rateName, (this.hub.config?.schedule ?? "constant") === "constant" ? "This run's rate" : "This run's highest rate")
    if (this.setting) return
    const rate = this.hub.pending?.command === "rate" ? this.asked : rateNow(this.hub)
    if (rate === null || rate === this.shownRate) return
    this.shownRate = rate
    this.slider.value = Math.log10(rate)
    this.typed.value = rate
    this.slider.setAttribute("aria-valuetext", figure(rate))
  }

  drawMore(config) {
    const { hub } = this
    this.more.hidden = !hub.run || Boolean(hub.before)
    if (!this.more.open) return
    const { snapshot } = hub
    write(this.last, takenWords(hub))
    write(this.here, momentWords(hub))
    if (this.film) this.film.disabled = !hub.snapshots.some((one) => one.filters)
    if (this.branch) this.branch.disabled = !config || !snapshot || snapshot.partial
    const query = snapshot ? `?snapshot=${snapshot.seq}` : ""
    const address = (file) => hub.address(`/${encodeURIComponent(hub.id)}/take/${file}`)
    for (const [file, link] of this.files) link.href = address(file)
    for (const [file, link] of this.moments) link.href = address(file) + query
  }
}
