// A photo from the camera, taken in the browser.

import { element } from "../dom.mjs"

/** Why there is no camera for this page, "" where there may be. */
export function noCamera(secure, devices) {
  if (!secure) return "The camera works only over https, or on this computer itself. Open the app by an https address, or choose a photo."
  return devices?.getUserMedia ? "" : "This browser gives pages no camera. Choose a photo instead."
}

/** Why asking for it failed, by the error's name. */
export function cameraTrouble(name) {
  if (name === "NotAllowedError") {
    return "The browser does not allow the camera here. Allow it beside the address; where the app stands in another page, that page has to allow it too."
  }
  if (name === "NotFoundError") return "No camera was found. Connect one, or choose a photo."
  return "The camera cannot be used now. Look whether another program has it, or choose a photo."
}

/** A live picture with a button that takes it, under `parent`; `take` gets a file, `refuse` a sentence. */
export class Camera {
  constructor(parent, take, refuse) {
    this.root = element("div", "camera", parent)
    this.root.hidden = true
    this.video = element("video", "", this.root)
    this.video.muted = this.video.playsInline = true
    this.shutter = element("button", "", this.root)
    this.shutter.textContent = "Take the picture"
    this.shutter.addEventListener("click", () => this.shoot())
    this.take = take
    this.refuse = refuse
  }

  async toggle() {
    if (!this.root.hidden) return this.close()
    const trouble = noCamera(window.isSecureContext, navigator.mediaDevices)
    if (trouble) return this.refuse(trouble)
    this.root.hidden = false
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } } })
      if (this.root.hidden) return stream.getTracks().forEach((track) => track.stop())
      this.video.srcObject = stream
      await this.video.play()
      this.shutter.focus()
    } catch (error) {
      this.close()
      this.refuse(cameraTrouble(error.name))
    }
  }

  shoot() {
    if (!this.video.videoWidth) return
    const canvas = document.createElement("canvas")
    canvas.width = this.video.videoWidth
    canvas.height = this.video.videoHeight
    canvas.getContext("2d").drawImage(this.video, 0, 0)
    this.close()
    canvas.toBlob((blob) => this.take({ name: "The camera's picture", blob }), "image/jpeg", 0.95)
  }

  close() {
    this.root.hidden = true
    this.video.srcObject?.getTracks().forEach((track) => track.stop())
    this.video.srcObject = null
  }
}
