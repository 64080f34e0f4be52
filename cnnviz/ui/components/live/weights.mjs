// What is computed from a filter's weights: how far it moved, how it is painted, how large it is drawn.

// Pixels of the page for one weight: at most, and at least for filters up to so many weights wide.
const WEIGHT_MOST = 24
const WEIGHT_LEAST = [[3, 14], [5, 9], [7, 6], [11, 3], [Infinity, 2]]
const WEIGHT_ROOM = 250
export const WEIGHT_GAP = 6
const WEIGHT_CLASS = [3, 8]
// Filters whose cosine similarity is above this look alike.
export const WEIGHT_TWINS = 0.9

/** L2 distance, cosine similarity (NaN beside a filter of zeros) and L2 norm of a filter, beside what it was. */
export function weightMoved(now, start) {
  let [far, both, size, was] = [0, 0, 0, 0]
  for (let i = 0; i < now.length; i++) {
    far += (now[i] - start[i]) ** 2
    both += now[i] * start[i]
    size += now[i] ** 2
    was += start[i] ** 2
  }
  return { distance: Math.sqrt(far), cosine: both / Math.sqrt(size * was), norm: Math.sqrt(size) }
}

/** Which of `count` filters, one after the other in `values`, point the same way: `groups` of those linked by pairs whose
 * cosine similarity is above `least`, and the `closest` pair, [k, l, cosine]; null where no two can be compared. */
export function weightTwins(values, count, least = WEIGHT_TWINS) {
  const size = values.length / count
  const every = Array.from({ length: count }, (_, k) => values.subarray(k * size, (k + 1) * size))
  const lengths = every.map((one) => Math.sqrt(one.reduce((sum, value) => sum + value * value, 0)))
  let group = every.map((_, k) => k)
  let closest = null
  for (let k = 0; k < count; k++) {
    for (let l = k + 1; l < count; l++) {
      let both = 0
      for (let i = 0; i < size; i++) both += every[k][i] * every[l][i]
      const cosine = both / (lengths[k] * lengths[l])
      if (cosine > (closest?.[2] ?? -Infinity)) closest = [k, l, cosine]
      if (!(cosine > least)) continue
      const [to, from] = [group[k], group[l]]
      group = group.map((one) => (one === from ? to : one))
    }
  }
  const groups = [...new Set(group)].map((one) => group.flatMap((other, k) => (other === one ? [k] : [])))
  return { groups: groups.filter((members) => members.length > 1), closest }
}

/** The `most` pairs of `count` filters whose directions are most alike, the most alike first: [k, l, cosine]. */
export function weightRanked(values, count, most) {
  const size = values.length / count
  const every = Array.from({ length: count }, (_, k) => values.subarray(k * size, (k + 1) * size))
  const pairs = every.flatMap((one, k) => every.slice(k + 1).map((other, at) => [k, k + 1 + at, weightMoved(one, other).cosine]))
  return pairs.filter(([, , cosine]) => Number.isFinite(cosine)).sort((a, b) => b[2] - a[2]).slice(0, most)
}

/** The largest finite size among the values, less those of `start` where it is given. */
export function weightLargest(values, start = null) {
  let largest = 0
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(start ? values[i] - start[i] : values[i])
    if (size > largest && size < Infinity) largest = size
  }
  return largest
}

/** How many columns of pixels a filter (c i j) takes: its channels side by side, one apart, or as one picture. */
export function weightColumns([channels, , columns], picture) {
  return picture ? columns : channels * (columns + 1) - 1
}

/** Paints a filter (c i j), which begins at `from` in `values`, less `start` where it is given, into canvas words:
 * signed colours, or, as a picture, red, green and blue around mid grey. */
export function weightPaint(words, values, from, [channels, rows, columns], { limit, palette, picture, start = null, across }) {
  const [scale, size] = [127 / (limit || 1), rows * columns]
  const place = (at) => Math.max(0, Math.min(255, Math.floor((start ? values[at] - start[at] : values[at]) * scale + 128.5)))
  for (let at = 0; at < size; at++) {
    const target = Math.floor(at / columns) * across + (at % columns)
    const first = from + at
    if (picture) words[target] = 0xff000000 | (place(first + 2 * size) << 16) | (place(first + size) << 8) | place(first)
    else for (let k = 0; k < channels; k++) words[target + k * (columns + 1)] = palette[place(first + k * size)]
  }
}

/** Whole pixels of the page for one weight of a picture that stands for a class: three of them fill the width. */
export function weightLarge(width, columns) {
  return Math.max(WEIGHT_CLASS[0], Math.min(WEIGHT_CLASS[1], Math.floor((width - 2 * WEIGHT_GAP) / 3 / columns)))
}

/** Whole pixels of the page for one weight, so that `count` filters fill `width` and stay in sight together. */
export function weightScale(width, count, rows, columns) {
  const least = WEIGHT_LEAST.find(([side]) => rows <= side)[1]
  for (let scale = WEIGHT_MOST; scale > least; scale--) {
    const beside = Math.floor((width + WEIGHT_GAP) / (columns * scale + WEIGHT_GAP))
    if (beside && Math.ceil(count / beside) * (rows * scale + WEIGHT_GAP) <= WEIGHT_ROOM) return scale
  }
  return least
}
