// What is dropped or pasted. A picture may be dropped and pasted anywhere on the page: beside the box, a drop would
// replace the app with the picture.

import { imageAlone } from "./clipboard.mjs"
import { droppedFiles } from "./files.mjs"
import { draggedAddress } from "./web_picture.mjs"

/**
 * @import { NamedBlob } from "../shared/files/upload.mjs"
 * @typedef {{
 *   take(files: NamedBlob[]): void, fetch(address: string): void, refuse(why: string): void,
 * }} Hooks
 */

export class DropZone {
  /**
   * @param {HTMLElement} zone what shows that something may be dropped
   * @param {boolean} picture whether it is for a picture
   * @param {Hooks} hooks
   */
  constructor(zone, picture, hooks) {
    this.zone = zone
    this.picture = picture
    this.hooks = hooks
  }

  /** Listens to drags over a node, until `signal`. @param {GlobalEventHandlers} node @param {AbortSignal} [signal] */
  hearDrags(node, signal) {
    node.addEventListener("dragover", (event) => this.over(event), { signal })
    node.addEventListener("dragleave", () => this.out(), { signal })
    node.addEventListener("drop", (event) => this.drop(event), { signal })
  }

  /**
   * Listens to what is pasted into a node, until `signal`.
   * @param {GlobalEventHandlers} node
   * @param {AbortSignal} signal
   */
  hearPastes(node, signal) {
    node.addEventListener("paste", (event) => this.paste(event), { signal })
  }

  /**
   * Whether something is carried that may be dropped.
   * @param {DataTransfer | null} transfer
   * @returns {transfer is DataTransfer}
   */
  carries(transfer) {
    const types = [...(transfer?.types ?? [])]
    return types.includes("Files") || (this.picture && types.includes("text/uri-list"))
  }

  /** @param {DragEvent} event */
  over(event) {
    if (!this.carries(event.dataTransfer)) return
    event.preventDefault()
    event.stopPropagation()
    this.zone.classList.add("over")
  }

  out() {
    this.zone.classList.remove("over")
  }

  /** @param {DragEvent} event */
  drop(event) {
    this.out()
    if (event.defaultPrevented || !this.carries(event.dataTransfer)) return
    event.preventDefault()
    event.stopPropagation()
    const transfer = event.dataTransfer
    const address = this.picture && !transfer.files.length ? draggedAddress(transfer) : undefined
    if (address) this.hooks.fetch(address)
    else {
      droppedFiles(transfer).then(
        (files) => this.hooks.take(files),
        () => this.hooks.refuse("A dropped folder could not be read. Choose it by the button."),
      )
    }
  }

  /** @param {ClipboardEvent} event */
  paste(event) {
    if (event.defaultPrevented) return
    const { file, trouble } = imageAlone(event.clipboardData, document)
    if (trouble) this.hooks.refuse(trouble)
    if (!file) return
    event.preventDefault()
    this.hooks.take([{ name: "The pasted picture", blob: file }])
  }
}
