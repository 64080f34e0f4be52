import assert from "node:assert/strict"
import { test } from "node:test"
import { bracketed, poolLine, sumLine, sumOf } from "../../../cnnviz/ui/components/explorer/lines.mjs"
import { termsOf, worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { KINDS, subject, USUAL } from "./steps.mjs"

test("negative factors stand in brackets", () => {
  assert.deepEqual([0.5, -1, 0, -0, -1e-9].map(bracketed), ["0.5", "(−1)", "0", "0", "0"])
})

test("a sum of products is written out, and of a long one the rest is counted", () => {
  assert.equal(sumOf([0.5, 1], [2, -1]), "0.5 · 2 + 1 · (−1)")
  assert.equal(sumOf([-3], [1]), "−3 · 1")
  const ones = (count) => new Float32Array(count).fill(1)
  assert.equal(sumOf(ones(150), ones(150)).split(" + ").length, 150)
  assert.ok(!sumOf(ones(150), ones(150)).includes("more"))
  assert.match(sumOf(ones(961), ones(961)), / \+ 1 · 1 \+ … \(811 more\)$/)
})

test("a convolution's line has every product, its bias and its activation", () => {
  const one = subject({ padding: "valid", bias: -0.5, activation: "ReLU" }, [1, 2], [1, 2])
  one.planes = [Float32Array.of(3, -4)]
  one.kernel = [Float32Array.of(1, 2)]
  const work = worked(one)
  assert.equal(
    sumLine(work, termsOf(work, 0, 0), work.sums[0], work.output[0]),
    "3 · 1 + (−4) · 2 + bias (−0.5) = −5.5; ReLU(−5.5) = 0",
  )
  // C56: of several channels, their sums.
  const several = worked({
    ...one,
    planes: [one.planes[0], Float32Array.of(1, 1)],
    kernel: [one.kernel[0], Float32Array.of(1, 1)],
    values: { ...USUAL, padding: "valid" },
  })
  assert.equal(sumLine(several, termsOf(several, 0, 0), several.sums[0], several.output[0]), "(−5) + 2 = −3")
})

test("a pooling's line says how its number comes about", () => {
  const line = (values, row = 0, column = 0) => {
    const one = subject(values, [2, 4], [1, 1], 1, "pool")
    one.planes = [Float32Array.of(1, -2, 3, 4, 5, 0, 7, 8)]
    const work = worked(one)
    return poolLine(work, termsOf(work, row, column), work.output[row * work.axes[1].output + column])
  }
  assert.equal(line({ pool: "max" }), "max(1, (−2), 5, 0) = 5")
  assert.equal(line({ pool: "min" }), "min(1, (−2), 5, 0) = −2")
  assert.equal(line({ pool: "median" }), "sorted: −2, 0, 1, 5 → middle 0.5")
  assert.equal(line({ pool: "average" }), "(1 + (−2) + 5 + 0) / 4 = 1")
  assert.equal(line({ pool: "average", poolpadding: 1 }), "(1) / 4 = 0.25")
  assert.equal(line({ pool: "average", poolpadding: 1, counted: false }), "(1) / 1 = 1")
  assert.equal(line({ pool: "Lp" }), "(|1|² + |−2|² + |5|² + |0|²)^(1/2) = 5.477")
  assert.equal(line({ pool: "Lp", power: 3 }, 0, 1), "(|3|^3 + |4|^3 + |7|^3 + |8|^3)^(1/3) = 9.817")
  assert.equal(line({ pool: "Gaussian" }, 0, 1), "3 · 0.25 + 4 · 0.25 + 7 · 0.25 + 8 · 0.25 = 5.5")
})

for (const pool of KINDS) {
  test(`the line of a long ${pool} says that it leaves numbers out`, () => {
    const work = worked(subject({ pool, global: true }, [20, 20], [1, 1], 1, "pool"))
    const line = poolLine(work, termsOf(work, 0, 0), work.output[0])
    assert.ok(line.length < 3000, `${pool}: ${line.length}`)
    assert.ok(line.includes("…"), line.slice(-60))
  })
}
