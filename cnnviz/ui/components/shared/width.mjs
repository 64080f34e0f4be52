// Fitting to a width that changes: a window is turned, a sidebar opened.

export class WidthWatch {
  /**
   * @param {HTMLElement} node
   * @param {() => void} act what is done whenever the node has another width
   */
  constructor(node, act) {
    let wide = -1
    this.node = node
    this.observer = new ResizeObserver(() => {
      if (node.clientWidth === wide) return
      wide = node.clientWidth
      act()
    })
  }

  start() {
    this.observer.observe(this.node)
  }

  stop() {
    this.observer.disconnect()
  }
}
