import assert from "node:assert/strict"
import { test } from "node:test"
import { KnownSums } from "../../../cnnviz/ui/components/same_object/known_sums.mjs"
import { axesOf, moved } from "../../../cnnviz/ui/components/same_object/plane_beyond.mjs"
import { padded } from "../../../cnnviz/ui/components/shared/borders.mjs"
import { correlated } from "../../../cnnviz/ui/components/shared/maps/convolving.mjs"

/** Numbers that look drawn at random. */
function numbers(count, seed) {
  let state = seed
  return Float32Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31
    return state / 2 ** 31 - 0.5
  })
}

test("a hand's way over a field gives the maps that are added up anew at every place", () => {
  const [rows, columns] = [70, 41]
  const plane = numbers(rows * columns, 1)
  // Black, so that some of what is added up at once is blank.
  for (let at = 0; at < plane.length; at++) if (at % columns < 36 && at > 33 * columns) plane[at] = 0
  for (const mode of ["constant", "nearest", "mirror", "reflect", "wrap"])
    for (const stride of [1, 3])
      for (const amount of ["same", "valid"]) {
        const how = { kernel: numbers(12, 2), window: [3, 4], stride, mode, amount }
        const axes = axesOf(how, [rows, columns])
        const sums = new KnownSums(plane, [rows, columns], how, axes)
        for (const by of [
          [0, 0],
          [1, 0],
          [2, -1],
          [-35, 20],
          [1, 0],
        ]) {
          const picture = moved(plane, [rows, columns], by, mode)
          const framed = padded(picture, ...axes, mode, 0)
          assert.deepEqual(sums.map(picture, by).values, correlated([framed], [how.kernel], ...axes), `${mode} ${by}`)
        }
      }
})

test("a kernel larger than the picture meets its border at every place", () => {
  const plane = numbers(16, 3)
  const how = {
    kernel: numbers(49, 4),
    window: [7, 7],
    stride: 1,
    mode: "nearest",
    amount: /** @type {const} */ ("same"),
  }
  const axes = axesOf(how, [4, 4])
  const sums = new KnownSums(plane, [4, 4], how, axes)
  assert.deepEqual(
    sums.map(plane, [0, 0]).values,
    correlated([padded(plane, ...axes, "nearest", 0)], [how.kernel], ...axes),
  )
})
