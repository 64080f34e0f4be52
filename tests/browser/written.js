// Runs before a page's own scripts and notes what is written on every canvas since it was last cleared: the text, its
// box in CSS pixels from the canvas's corner, the box that clips it, and how far `maxWidth` squeezed it.
;(() => {
  const pens = CanvasRenderingContext2D.prototype
  const [fill, wipe, clip, save, restore, begin, rect] = [
    "fillText",
    "clearRect",
    "clip",
    "save",
    "restore",
    "beginPath",
    "rect",
  ].map((name) => pens[name])
  const written = new Map()
  window.cnnvizWritten = written
  const bounds = new WeakMap()
  const paths = new WeakMap()
  const stacks = new WeakMap()
  const meet = (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]
  const placed = (pen, x, y, wide, high) => {
    const at = pen.getTransform()
    const [left, top] = [at.a * x + at.e, at.d * y + at.f]
    return [left, top, left + at.a * wide, top + at.d * high]
  }
  pens.beginPath = function () {
    paths.set(this, null)
    return begin.call(this)
  }
  pens.rect = function (...box) {
    paths.set(this, placed(this, ...box))
    return rect.apply(this, box)
  }
  pens.save = function () {
    stacks.set(this, [...(stacks.get(this) ?? []), bounds.get(this) ?? null])
    return save.call(this)
  }
  pens.restore = function () {
    const kept = stacks.get(this) ?? []
    if (kept.length) bounds.set(this, kept.pop())
    return restore.call(this)
  }
  pens.clip = function (...given) {
    const box = paths.get(this)
    if (box) bounds.set(this, bounds.get(this) ? meet(bounds.get(this), box) : box)
    return clip.apply(this, given)
  }
  pens.clearRect = function (...box) {
    written.delete(this.canvas)
    return wipe.apply(this, box)
  }
  for (const side of ["width", "height"]) {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side)
    Object.defineProperty(HTMLCanvasElement.prototype, side, {
      get,
      set(length) {
        written.delete(this)
        set.call(this, length)
      },
    })
  }
  pens.fillText = function (text, x, y, most = Infinity) {
    const size = this.measureText(text)
    const squeeze = Math.min(1, most / size.width)
    const left = x - size.actualBoundingBoxLeft * squeeze
    const top = y - size.actualBoundingBoxAscent
    const wide = (size.actualBoundingBoxLeft + size.actualBoundingBoxRight) * squeeze
    const high = size.actualBoundingBoxAscent + size.actualBoundingBoxDescent
    if (!written.has(this.canvas)) written.set(this.canvas, new Map())
    const box = placed(this, left, top, wide, high)
    written.get(this.canvas).set(`${text} ${Math.round(x)} ${Math.round(y)}`, {
      text: String(text),
      box,
      clip: bounds.get(this) ?? null,
      squeeze,
    })
    return most === Infinity ? fill.call(this, text, x, y) : fill.call(this, text, x, y, most)
  }
})()
