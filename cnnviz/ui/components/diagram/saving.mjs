// The drawing as a file that stands alone.

import { download } from "../shared/files/download.mjs"
import { make, setAll } from "./drawing.mjs"

/**
 * Saves a drawing as SVG, whole and on the page's background.
 * @param {SVGSVGElement} svg
 * @param {{ width: number, height: number }} size
 * @param {CSSStyleDeclaration} style of what it stands in
 * @param {string} name of the network
 */
export function saveSvg(svg, { width, height }, style, name) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true))
  Object.assign(copy.style, { color: style.color, fontFamily: style.fontFamily })
  setAll(copy, { xmlns: copy.namespaceURI ?? "", width, height })
  copy.prepend(make("rect", { width, height, fill: style.getPropertyValue("--st-background-color") }))
  for (const node of copy.querySelectorAll("[tabindex]")) {
    for (const attribute of ["tabindex", "role", "aria-expanded"]) node.removeAttribute(attribute)
  }
  download(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }), `${fileName(name)}.svg`)
}

/**
 * A network's name as that of a file: ResNet-18 (v2) as resnet-18-v2.
 * @param {string} name
 */
export function fileName(name) {
  const plain = name.replace(/[^\w-]+/g, "-").replace(/^-|-$/g, "")
  return plain.toLowerCase() || "network"
}
