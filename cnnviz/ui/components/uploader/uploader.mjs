// Where a learner's files come in: by button, by dropping them, and, of pictures, by pasting, by camera and by address.

import { element, write } from "../dom.mjs"
import { layAside } from "../keeping.mjs"
import { imageAlone } from "../pasting.mjs"
import { bring } from "../sending.mjs"
import { draggedAddress, fetchedPicture, webAddress } from "./address.mjs"
import { Camera } from "./camera.mjs"
import { droppedFiles, namesShown, pickedFiles, shortName, tooMuch } from "./files.mjs"

const uploaders = new WeakMap()
let inputs = 0

function named(tag, className, text, parent) {
  const node = element(tag, className, parent)
  node.textContent = text
  return node
}

function pressed(text, parent, act) {
  const button = named("button", "", text, parent)
  button.type = "button"
  button.addEventListener("click", act)
  return button
}

function token() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

class Uploader {
  constructor(root, data) {
    this.data = data
    root.replaceChildren()
    this.title = named("label", "title", data.label, root)
    this.zone = element("div", "zone", root)
    this.zone.setAttribute("role", "group")
    const buttons = element("div", "buttons", this.zone)
    this.input = this.chooser(buttons, "Browse files", false)
    this.title.htmlFor = this.input.id = `uploader-file-${inputs++}`
    if (data.folder) this.chooser(buttons, "Choose a folder", true)
    if (data.picture) this.pictureWays(buttons)
    this.hint = named("p", "hint", "", this.zone)
    this.moving = element("div", "moving", root)
    this.bar = element("progress", "", this.moving)
    this.status = named("span", "", "", this.moving)
    this.status.setAttribute("role", "status")
    pressed("Stop", this.moving, () => this.stop())
    this.list = element("ul", "", root)
    this.trouble = named("p", "trouble", "", root)
    this.trouble.setAttribute("role", "alert")
    this.moving.hidden = true
    root.addEventListener("keydown", (event) => event.stopPropagation()) // Streamlit listens for r and c
    this.listen(root)
  }

  chooser(parent, text, folder) {
    const input = element("input", "", parent)
    input.type = "file"
    input.tabIndex = -1
    input.multiple = this.data.several
    input.webkitdirectory = folder
    input.setAttribute("aria-label", folder ? `${this.data.label}: a folder` : this.data.label)
    input.addEventListener("change", () => {
      this.take(pickedFiles(input.files))
      input.value = "" // the same file may be chosen again
    })
    const button = pressed(text, parent, () => input.click())
    button.setAttribute("aria-label", `${text}: ${this.data.label}`)
    return input
  }

  pictureWays(buttons) {
    this.camera = new Camera(this.zone, (file) => this.take([file]), (why) => this.refuse(why))
    const box = element("form", "address", this.zone)
    box.hidden = true
    const field = element("input", "", box)
    field.type = "text"
    field.inputMode = "url"
    field.placeholder = "https://…"
    field.setAttribute("aria-label", "Address of a picture")
    named("button", "", "Fetch", box)
    box.addEventListener("submit", (event) => {
      event.preventDefault()
      this.fetch(field.value)
    })
    pressed("Camera", buttons, () => this.camera.toggle())
    pressed("By address", buttons, () => {
      box.hidden = !box.hidden
      if (!box.hidden) field.focus()
    })
  }

  listen(root) {
    const over = (event) => {
      if (!this.carries(event.dataTransfer)) return
      event.preventDefault()
      event.stopPropagation()
      this.zone.classList.add("over")
    }
    const out = () => this.zone.classList.remove("over")
    const drop = (event) => {
      out()
      if (event.defaultPrevented || !this.carries(event.dataTransfer)) return
      event.preventDefault()
      event.stopPropagation()
      this.dropped(event.dataTransfer)
    }
    root.addEventListener("dragover", over)
    root.addEventListener("dragleave", out)
    root.addEventListener("drop", drop)
    // A picture dropped beside the box would replace the app with the picture.
    this.page = this.data.picture ? { dragover: over, dragleave: out, drop, paste: (event) => this.pasted(event) } : {}
  }

  carries(transfer) {
    const types = [...(transfer?.types ?? [])]
    return types.includes("Files") || (this.data.picture && types.includes("text/uri-list"))
  }

  dropped(transfer) {
    const address = this.data.picture && !transfer.files.length ? draggedAddress(transfer) : undefined
    if (address) this.fetch(address)
    else droppedFiles(transfer).then((files) => this.take(files), () => this.refuse("A dropped folder could not be read. Choose it by the button."))
  }

  pasted(event) {
    if (event.defaultPrevented) return
    const { file, trouble } = imageAlone(event.clipboardData, document)
    if (trouble) this.refuse(trouble)
    if (!file) return
    event.preventDefault()
    this.take([{ name: "The pasted picture", blob: file }])
  }

  async fetch(text) {
    const address = webAddress(text)
    if (!address) return this.refuse("That is no address of a picture. It looks like https://example.org/cat.jpg.")
    const going = this.begin(`Fetching from ${address.host || "the page"} …`)
    try {
      const file = await fetchedPicture(address, this.data.largest, going.signal)
      if (going === this.going) await this.take([file])
    } catch (error) {
      if (going === this.going) this.refuse(error.message)
    }
  }

  /** Brings files, or says why not. */
  async take(found) {
    if (!found.length) return
    const files = this.data.several ? found : found.slice(0, 1)
    const why = tooMuch(files, this.data.largest, this.data.most)
    if (why) return this.refuse(why)
    const what = files.length === 1 ? shortName(files[0].name) : `${files.length.toLocaleString("en")} files`
    const going = this.begin(`${what} …`)
    const mark = token()
    const on = {
      progress: (share) => this.progress(share, what),
      waiting: () => write(this.status, `${what}: many are bringing files now, waiting …`),
    }
    try {
      if (this.data.picture && !this.data.several) await layAside(mark, files[0].name, files[0].blob)
      const id = await bring(files, this.data.ticket, on, going.signal)
      if (going !== this.going) return
      this.end()
      this.last = files
      this.tell("brought", { id, token: mark })
    } catch (error) {
      if (going === this.going) this.refuse(error.message)
    }
  }

  begin(text) {
    this.going?.abort()
    this.going = new AbortController()
    write(this.trouble, "")
    this.moving.hidden = false
    this.bar.removeAttribute("value")
    write(this.status, text)
    return this.going
  }

  progress(share, what) {
    this.bar.value = share
    write(this.status, share < 1 ? `${what}: ${Math.floor(100 * share)} %` : `${what}: being read …`)
  }

  end() {
    this.going = undefined
    this.moving.hidden = true
  }

  stop() {
    this.going?.abort()
    this.end()
  }

  refuse(sentence) {
    this.stop()
    write(this.trouble, sentence)
  }

  show(data) {
    const again = this.last && data.again !== this.data.again
    this.data = data
    if (again) this.take(this.last)
    write(this.title, data.label)
    write(this.hint, data.hint)
    const told = JSON.stringify([data.shown, data.removable, data.aside])
    if (told === this.told) return
    this.told = told
    this.list.replaceChildren()
    for (const names of namesShown(data.shown)) this.row(names)
    if (data.aside) this.asideRow(data.aside)
  }

  row(names) {
    const row = element("li", "", this.list)
    const text = names.length > 1 ? `and ${names.length.toLocaleString("en")} more` : shortName(names[0])
    named("span", "name", text, row).title = names.map(shortName).join("\n")
    if (!this.data.removable) return
    const away = pressed("×", row, () => this.tell("removed", { names }))
    away.setAttribute("aria-label", `Remove ${text}`)
  }

  asideRow(name) {
    const row = element("li", "aside", this.list)
    named("span", "name", `${shortName(name)} is kept.`, row)
    pressed("Show it", row, () => this.tell("wanted", true))
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".uploader")
  if (!uploaders.has(root)) uploaders.set(root, new Uploader(root, data))
  const uploader = uploaders.get(root)
  uploader.tell = setTriggerValue
  uploader.show(data)
  for (const [kind, hear] of Object.entries(uploader.page)) document.addEventListener(kind, hear)
  return () => {
    for (const [kind, hear] of Object.entries(uploader.page)) document.removeEventListener(kind, hear)
    uploader.camera?.close()
    uploader.stop()
  }
}
