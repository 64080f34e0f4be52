// A view or a lesson that was taken along: it begins with what its own page holds, and needs nothing else.

import { Player } from "./player.mjs"

/** @import { Component, File } from "./file.js" */

/**
 * @param {Record<string, Component>} components by name
 */
export default function alone(components) {
  /** @type {File} */
  const file = JSON.parse(document.getElementById("file")?.textContent ?? "")
  const root = document.getElementById("steps")
  if (root) new Player(root, file, components).go()
}
