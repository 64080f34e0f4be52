// Where a learner's files come in: by button, by dropping them, and, of pictures, by pasting, by camera and by address.

import { button, element, write } from "../shared/dom.mjs"
import { stageFile } from "../shared/files/storage.mjs"
import { upload } from "../shared/files/upload.mjs"
import { component } from "../shared/mount.mjs"
import { Camera } from "./camera.mjs"
import { DropZone } from "./drop_zone.mjs"
import { namesShown, pickedFiles, shortName, tooMuch } from "./files.mjs"
import { smaller } from "./smaller.mjs"
import { Transfer } from "./transfer.mjs"
import { fetchedPicture, webAddress } from "./web_picture.mjs"

/**
 * @import { NamedBlob } from "../shared/files/upload.mjs"
 * @typedef {{
 *   label: string, hint: string, ticket: string, largest: number, most: number, several: boolean, folder: boolean,
 *   picture: boolean, shrunk: number, shown: string[], removable: boolean, aside: string, again: unknown,
 * }} Data see __init__.py
 * @typedef {{ brought: { id: string, token: string }, removed: { names: string[] }, wanted: boolean }} Triggers
 */

let inputs = 0

/** A name that nobody else gives. */
function newToken() {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
}

class Uploader {
  /** @param {HTMLElement} root @param {Data} data */
  constructor(root, data) {
    this.data = data
    /** The files last brought. @type {NamedBlob[]} */
    this.last = []
    /** What the list shows, as JSON. */
    this.listed = ""
    this.title = element("label", "title", root, data.label)
    this.zone = element("div", "zone", root)
    this.zone.setAttribute("role", "group")
    this.zone.setAttribute("aria-label", data.label)
    const buttons = element("div", "buttons", this.zone)
    this.title.htmlFor = this.addChooser(buttons, "Browse files", false)
    if (data.folder) this.addChooser(buttons, "Choose a folder", true)
    /** @type {Camera | undefined} */
    this.camera = data.picture ? this.addCamera(buttons) : undefined
    if (data.picture) this.addAddress(buttons)
    this.hint = element("p", "hint", this.zone)
    this.transfer = new Transfer(root)
    this.list = element("ul", "", root)
    this.trouble = element("p", "trouble", root)
    this.trouble.setAttribute("role", "alert")
    this.drops = new DropZone(this.zone, data.picture, {
      take: (files) => this.take(files),
      fetch: (address) => this.fetch(address),
      refuse: (why) => this.refuse(why),
    })
    this.drops.hearDrags(root)
    /** What ends listening to the page; undefined while nobody listens. @type {AbortController | undefined} */
    this.listening = undefined
  }

  /** @param {Mounted<Data, {}, Triggers>} mounted */
  receive({ data, setTriggerValue }) {
    this.tell = setTriggerValue
    const again = this.last.length > 0 && data.again !== this.data.again
    this.data = data
    this.listen()
    if (again) this.take(this.last)
    write(this.title, data.label)
    write(this.hint, data.hint)
    this.drawList()
  }

  stop() {
    this.listening?.abort()
    this.listening = undefined
    this.camera?.close()
    this.transfer.stop()
  }

  listen() {
    if (!this.data.picture || this.listening) return
    this.listening = new AbortController()
    this.drops.hearDrags(document, this.listening.signal)
    this.drops.hearPastes(document, this.listening.signal)
  }

  /**
   * A button that lets files, or a folder of them, be chosen.
   * @param {Element} parent
   * @param {string} text
   * @param {boolean} folder
   * @returns {string} the id of its input
   */
  addChooser(parent, text, folder) {
    const { label, several } = this.data
    const input = element("input", "", parent)
    input.type = "file"
    input.id = `uploader-file-${inputs++}`
    input.tabIndex = -1
    input.multiple = several
    input.webkitdirectory = folder
    input.setAttribute("aria-label", folder ? `${label}: a folder` : label)
    input.addEventListener("change", () => {
      this.take(pickedFiles(input.files))
      input.value = "" // the same file may be chosen again
    })
    button(text, parent, () => input.click()).setAttribute("aria-label", `${text}: ${label}`)
    return input.id
  }

  /** @param {Element} buttons */
  addCamera(buttons) {
    const take = (/** @type {NamedBlob} */ file) => this.take([file])
    const camera = new Camera(this.zone, take, (why) => this.refuse(why), this.data.several)
    button("Camera", buttons, () => camera.toggle())
    return camera
  }

  /** @param {Element} buttons */
  addAddress(buttons) {
    const form = element("form", "address", this.zone)
    form.hidden = true
    const field = element("input", "", form)
    field.type = "text"
    field.inputMode = "url"
    field.placeholder = "https://…"
    field.setAttribute("aria-label", "Address of a picture")
    element("button", "", form, "Fetch")
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.fetch(field.value)
    })
    const opener = button("By address", buttons, () => {
      form.hidden = !form.hidden
      opener.setAttribute("aria-expanded", String(!form.hidden))
      if (!form.hidden) field.focus()
    })
    opener.setAttribute("aria-expanded", "false")
  }

  /** Takes a picture from an address. @param {string} text */
  async fetch(text) {
    const address = webAddress(text)
    if (!address) return this.refuse("That is no address of a picture. It looks like https://example.org/cat.jpg.")
    const going = this.begin(`Fetching from ${address.host || "the page"} …`)
    try {
      const file = await fetchedPicture(address, this.data.largest, going.signal)
      if (going === this.transfer.current) await this.take([file])
    } catch (error) {
      this.fail(going, error)
    }
  }

  /** Brings files, or says why not. @param {NamedBlob[]} found */
  async take(found) {
    if (!found.length) return
    const { several, largest, most, picture, shrunk } = this.data
    const chosen = several ? found : found.slice(0, 1)
    const files = shrunk ? await smaller(chosen, shrunk) : chosen
    const why = tooMuch(files, largest, most)
    if (why) return this.refuse(why)
    const what = files.length === 1 ? shortName(files[0].name) : `${files.length.toLocaleString("en")} files`
    const going = this.begin(`${what} …`)
    const token = newToken()
    try {
      if (picture && !several) await stageFile(token, files[0].name, files[0].blob)
      const id = await this.upload(files, what, going.signal)
      if (going !== this.transfer.current) return
      this.transfer.end()
      this.last = files
      this.tell?.("brought", { id, token })
    } catch (error) {
      this.fail(going, error)
    }
  }

  /** @param {NamedBlob[]} files @param {string} what they are called @param {AbortSignal} signal */
  upload(files, what, signal) {
    const on = {
      progress: (/** @type {number} */ share) => this.transfer.progress(share, what),
      waiting: () => this.transfer.say(`${what}: many are bringing files now, waiting …`),
    }
    return upload(files, this.data.ticket, on, signal)
  }

  /** @param {string} text what is on its way */
  begin(text) {
    write(this.trouble, "")
    return this.transfer.begin(text)
  }

  /**
   * Says why a transfer failed, unless another one has taken its place.
   * @param {AbortController} going
   * @param {unknown} error
   */
  fail(going, error) {
    if (going === this.transfer.current) this.refuse(error instanceof Error ? error.message : String(error))
  }

  /** @param {string} why */
  refuse(why) {
    this.transfer.stop()
    write(this.trouble, why)
  }

  /** The files in use, and a picture that is kept but not in use. */
  drawList() {
    const { shown, removable, aside } = this.data
    const listed = JSON.stringify([shown, removable, aside])
    if (listed === this.listed) return
    this.listed = listed
    this.list.replaceChildren()
    for (const names of namesShown(shown)) this.drawNames(names)
    if (!aside) return
    const row = element("li", "aside", this.list)
    element("span", "name", row, `${shortName(aside)} is kept.`)
    button("Show it", row, () => this.tell?.("wanted", true))
  }

  /** @param {string[]} names one, or the rest of many */
  drawNames(names) {
    const row = element("li", "", this.list)
    const text = names.length > 1 ? `and ${names.length.toLocaleString("en")} more` : shortName(names[0])
    element("span", "name", row, text).title = names.map(shortName).join("\n")
    if (!this.data.removable) return
    const remove = button("×", row, () => this.tell?.("removed", { names }))
    remove.setAttribute("aria-label", `Remove ${text}`)
  }
}

export default component("uploader", Uploader, "Files cannot be brought here")
