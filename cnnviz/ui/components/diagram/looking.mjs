// Enlarging and moving the drawing within its window, which scrolls.

export const SMALLEST = 0.2
export const LARGEST = 4

/** An enlargement within bounds. */
export const bounded = (zoom) => Math.min(LARGEST, Math.max(SMALLEST, zoom))

/** Where a window must be scrolled so that what lay `offset` from its edge stays there while sizes change by `times`. */
export const keptAt = (scrolled, offset, times) => (scrolled + offset) * times - offset

/** The enlargement at which a drawing fits into a window as a whole, never above 1. */
export function fitting(drawing, view) {
  return bounded(Math.min(1, view.width / drawing.width, view.height / drawing.height))
}

/** How large a drawing is shown at 100 %: a small one somewhat larger, so that it uses the room it has. */
export const usual = (drawing, room) => Math.min(1.3, Math.max(1, room / drawing.width))

/** Drags a window's contents with the mouse; fingers scroll it by themselves. */
export function dragged(view) {
  let start = null
  const down = (event) => {
    view.moved = false
    if (event.pointerType !== "mouse" || event.button) return
    start = { x: event.clientX, y: event.clientY, left: view.scrollLeft, top: view.scrollTop, id: event.pointerId }
  }
  const move = (event) => {
    if (!start || !(event.buttons & 1)) return
    const [x, y] = [event.clientX - start.x, event.clientY - start.y]
    if (!view.moved && Math.hypot(x, y) < 5) return
    if (!view.moved) view.setPointerCapture(start.id)
    view.moved = true
    view.classList.add("moving")
    view.scrollLeft = start.left - x
    view.scrollTop = start.top - y
  }
  const up = () => {
    start = null
    view.classList.remove("moving")
  }
  const heard = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up }
  for (const name in heard) view.addEventListener(name, heard[name])
}
