import assert from "node:assert/strict"
import { test } from "node:test"
import { pooled } from "../../../../cnnviz/ui/components/explorer/step/pooling.mjs"
import { axis } from "../../../../cnnviz/ui/components/shared/geometry.mjs"
import { activated, activation, correlated, flipped } from "../../../../cnnviz/ui/components/shared/maps/convolving.mjs"

const POOL = { kind: "max", power: 2, sigma: 1, counted: true }

const [rows, columns] = [axis, axis]
const near = (value, expected) => assert.ok(Math.abs(value - expected) <= 1e-6, `${value} ≠ ${expected}`)

test("an impulse gives the kernel back, turned by 180 degrees", () => {
  const kernel = Float32Array.of(1, 2, 3, 4, 5, 6)
  const down = rows({ size: 3, window: 2, before: 0, after: 0 })
  const across = columns({ size: 5, window: 3 })
  const impulse = new Float32Array(15)
  impulse[7] = 1
  const map = correlated([impulse], [kernel], down, across)
  assert.deepEqual([...map], [...flipped(kernel)])
  assert.deepEqual([...kernel], [1, 2, 3, 4, 5, 6])
})

test("channels are added up, and the bias once", () => {
  const one = rows({ size: 1, window: 1 })
  const [planes, weights] = [
    [2, 3],
    [10, -1],
  ].map((numbers) => numbers.map((number) => Float32Array.of(number)))
  const map = correlated(planes, weights, one, one, 0.5)
  assert.deepEqual([...map], [17.5])
})

test("stride and dilation pick pixels of the padded plane", () => {
  const plane = Float32Array.from({ length: 7 }, (_, k) => 10 ** k)
  const one = rows({ size: 1, window: 1 })
  const across = columns({ size: 7, window: 2, stride: 3, dilation: 2 })
  assert.deepEqual([...correlated([plane], [Float32Array.of(1, 2)], one, across)], [201, 201000])
})

test("where no window fits, the map is empty", () => {
  const [down, across] = [rows({ size: 2, window: 3 }), columns({ size: 2, window: 1 })]
  assert.equal(correlated([new Float32Array(4)], [Float32Array.of(1, 1, 1)], down, across).length, 0)
  assert.equal(pooled(new Float32Array(4), down, across, POOL).length, 0)
})

test("a large kernel meets every window of a large plane whole", () => {
  const one = rows({ size: 256, window: 11, before: 5, after: 5 })
  const map = correlated([new Float32Array(266 * 266).fill(1)], [new Float32Array(121).fill(1)], one, one)
  assert.equal(map.length, 256 * 256)
  assert.ok(map.every((sum) => sum === 121))
})

for (const [name, expected] of [
  ["none", [-2, 0, 3]],
  ["ReLU", [0, 0, 3]],
  ["abs", [2, 0, 3]],
  ["leaky ReLU", [-0.02, 0, 3]],
  ["sigmoid", [0.1192029, 0.5, 0.9525741]],
  ["tanh", [-0.9640276, 0, 0.9950548]],
  ["ReLU6", [0, 0, 3]],
]) {
  test(`${name} does to a map what it does to each number`, () => {
    const map = activated(Float32Array.of(-2, 0, 3), name)
    map.forEach((value, k) => near(value, expected[k]))
    assert.deepEqual(
      [...map],
      [-2, 0, 3].map((value) => activation(value, name)),
    )
  })
}
