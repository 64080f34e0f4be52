import assert from "node:assert/strict"
import { test } from "node:test"

import { pyramidWords, slabsOf } from "../../../../../cnnviz/ui/components/live/panels/maps/pyramid.mjs"

test("the pyramid is told from the shapes themselves", () => {
  const told = pyramidWords([1, 28, 28], [{ shape: [32, 26, 26] }, { shape: [64, 5, 5] }, { shape: [10] }])
  assert.equal(
    told,
    [
      "The pyramid: space shrinks from 28 × 28 to 5 × 5 pixels, depth grows from 1 to 64 maps.",
      "The end is a vector of 10 numbers.",
    ].join(" "),
  )
  assert.match(pyramidWords([3, 8, 8], [{ shape: [3, 8, 8] }]), /space stays .* depth stays/)
  assert.match(pyramidWords([1, 8, 8], [{ shape: [10] }]), /no layer/i)
})

test("slabs are as high as maps and wider by their logarithm", () => {
  const [image, deep, vector] = slabsOf([[1, 28, 28], [64, 14, 14], [10]])
  assert.equal(image.height, 2 * deep.height)
  assert.equal(deep.width, 7 * image.width)
  assert.ok(vector.vector)
})
