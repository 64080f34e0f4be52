// A photo from the camera, taken in the browser.

import { button, element } from "../shared/dom.mjs"

/**
 * @import { NamedBlob } from "../shared/files/upload.mjs"
 */

const INSECURE =
  "The camera works only over https, or on this computer itself. Open the app by an https address, or choose a photo."
const FORBIDDEN =
  "The browser does not allow the camera here. Allow it beside the address; where the app stands in another page, " +
  "that page has to allow it too."
const LARGEST = 1920
const QUALITY = 0.95

/**
 * Why there is no camera for this page, "" where there may be.
 * @param {boolean} secure
 * @param {Pick<MediaDevices, "getUserMedia"> | undefined} devices
 */
export function noCamera(secure, devices) {
  if (!secure) return INSECURE
  return devices?.getUserMedia ? "" : "This browser gives pages no camera. Choose a photo instead."
}

/**
 * Why asking for it failed, by the error's name.
 * @param {string} name
 */
export function cameraTrouble(name) {
  if (name === "NotAllowedError") return FORBIDDEN
  if (name === "NotFoundError") return "No camera was found. Connect one, or choose a photo."
  return "The camera cannot be used now. Look whether another program has it, or choose a photo."
}

/** A live picture with a button that takes it. */
export class Camera {
  /**
   * @param {Element} parent
   * @param {(file: NamedBlob) => Promise<void>} take
   * @param {(why: string) => void} refuse
   * @param {boolean} stays whether it is open for more once a picture is taken
   */
  constructor(parent, take, refuse, stays) {
    this.root = element("div", "camera", parent)
    this.root.hidden = true
    this.video = element("video", "", this.root)
    this.video.setAttribute("aria-label", "What the camera sees")
    this.video.muted = true
    this.video.playsInline = true
    this.shutter = button("Take the picture", this.root, () => this.shoot())
    this.take = take
    this.refuse = refuse
    this.stays = stays
  }

  async toggle() {
    if (!this.root.hidden) return this.close()
    const trouble = noCamera(window.isSecureContext, navigator.mediaDevices)
    if (trouble) return this.refuse(trouble)
    this.root.hidden = false
    try {
      await this.open()
    } catch (error) {
      this.close()
      this.refuse(cameraTrouble(error instanceof Error ? error.name : ""))
    }
  }

  async open() {
    const video = { facingMode: "environment", width: { ideal: LARGEST } }
    const stream = await navigator.mediaDevices.getUserMedia({ video })
    // Somebody may have thought better of it while the browser asked.
    if (this.root.hidden) return release(stream)
    this.video.srcObject = stream
    await this.video.play()
    this.shutter.focus()
  }

  shoot() {
    if (!this.video.videoWidth) return
    const canvas = document.createElement("canvas")
    canvas.width = this.video.videoWidth
    canvas.height = this.video.videoHeight
    canvas.getContext("2d")?.drawImage(this.video, 0, 0)
    if (!this.stays) this.close()
    canvas.toBlob((blob) => blob && this.give(blob), "image/jpeg", QUALITY)
  }

  /** Brings a picture; the next one waits until it is there. @param {Blob} blob */
  async give(blob) {
    this.shutter.disabled = true
    await this.take({ name: "The camera's picture", blob })
    this.shutter.disabled = false
  }

  close() {
    this.root.hidden = true
    if (this.video.srcObject instanceof MediaStream) release(this.video.srcObject)
    this.video.srcObject = null
  }
}

/** @param {MediaStream} stream */
function release(stream) {
  for (const track of stream.getTracks()) track.stop()
}
