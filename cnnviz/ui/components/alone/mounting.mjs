// The app's own components, each in a shadow of its own.

import { element } from "../shared/dom.mjs"

/** @import { Component } from "./file.js" */

export class Mounting {
  /**
   * @param {Record<string, Component>} components by name
   * @param {Record<string, string>} styles by name
   */
  constructor(components, styles) {
    this.components = components
    this.styles = styles
  }

  /**
   * Draws a component in a place of its own.
   * @param {HTMLElement} parent
   * @param {{ name: string, key: string, data: object }} what
   * @param {(name: any, value: any) => void} tell what a hand has done
   */
  mount(parent, { name, key, data }, tell) {
    const host = element("div", "part", parent)
    host.dataset.key = key
    const shadow = host.attachShadow({ mode: "open" })
    element("style", "", shadow, this.styles[name])
    element("div", name, shadow)
    const told = { data, key, name, parentElement: shadow, setStateValue: tell, setTriggerValue: tell }
    return { host, stop: this.components[name](told) ?? (() => {}) }
  }
}
