import assert from "node:assert/strict"
import { test } from "node:test"
import { apart, axesOf, frameOf, termsOf, worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { cellsOf, near, POOLS, SUBJECTS, subject } from "./steps.mjs"

test("enough steps are looked at", () => {
  assert.ok(SUBJECTS.length > 140, `${SUBJECTS.length}`)
  assert.ok(POOLS.every(Boolean))
})

test("where no window fits there is nothing", () => {
  assert.equal(worked(subject({ padding: "valid" }, [2, 2], [3, 3])), null)
  assert.equal(worked(subject({ window: 7 }, [5, 6], [1, 1], 1, "pool")), null)
})

test("a worked step holds its padded planes, its sums and its activated sums", () => {
  const one = subject({ padding: "explicit", value: 9, activation: "ReLU", bias: -1 }, [2, 2], [1, 1])
  one.planes = [Float32Array.of(1, 2, 3, 4)]
  one.kernel = [Float32Array.of(-1)]
  const work = worked(one)
  assert.deepEqual(work.shape, [3, 5])
  assert.deepEqual(frameOf(work), [1, 0, 2, 1])
  assert.deepEqual([...work.framed[0]], [9, 9, 9, 9, 9, 9, 9, 1, 2, 9, 9, 9, 3, 4, 9])
  assert.deepEqual([...work.sums].slice(0, 8), [-10, -10, -10, -10, -10, -10, -10, -2])
  assert.ok(work.output.every((value) => value === 0))
  assert.deepEqual(axesOf(one), work.axes)
})

test("a flipped kernel is turned once, and its window's terms show it turned", () => {
  // T1.
  const work = worked(subject({ flip: true }))
  assert.deepEqual([...work.weights[0]], [...work.step.kernel[0]].reverse())
})

test("the terms of every window add up to its sum", () => {
  for (const work of SUBJECTS) {
    const { bias } = work.step.values
    for (const [row, column] of cellsOf(work.axes.map((axis) => axis.output))) {
      const terms = termsOf(work, row, column)
      const total = terms.channels.reduce((sum, one) => sum + one.sum, 0)
      near(total + bias, work.sums[row * work.axes[1].output + column])
      terms.channels.forEach((one, k) => {
        one.products.forEach((product, tap) => assert.equal(product, one.values[tap] * work.weights[k][tap]))
      })
    }
  }
})

test("a window's invented cells are those beside the image, and constant ones hold the value", () => {
  for (const work of SUBJECTS) {
    const [rows, columns] = work.axes
    const terms = termsOf(work, 0, 0)
    const real = terms.rows.flatMap((r) =>
      terms.columns.map((c) => r >= 0 && r < rows.size && c >= 0 && c < columns.size),
    )
    assert.deepEqual(
      terms.invented,
      real.map((one) => !one),
    )
    if (work.step.values.mode !== "constant") continue
    terms.channels[0].values.forEach((value, tap) => terms.invented[tap] && assert.equal(value, work.step.values.value))
  }
})

test("a pooling's windows pool to its numbers, and lie on the frame that is shown", () => {
  for (const work of POOLS) {
    const [rows, columns] = work.axes
    const [top, , left] = frameOf(work)
    for (const [row, column] of cellsOf([rows.output, columns.output])) {
      const terms = termsOf(work, row, column)
      assert.equal(terms.result, work.output[row * columns.output + column])
      assert.deepEqual(
        terms.cells.map((cell) => [cell.row, cell.column]),
        terms.rows.flatMap((r) => terms.columns.map((c) => [r, c])),
      )
      for (const cell of terms.cells) {
        const shown = work.framed[0][(cell.row + top) * work.shape[1] + cell.column + left]
        if (cell.inside) assert.equal(shown, cell.value)
        else assert.ok(Number.isNaN(shown) || (shown === 0 && cell.share > 0))
      }
    }
    assert.deepEqual(work.shape, [rows.size + top + frameOf(work)[1], columns.size + left + frameOf(work)[3]])
  }
})

test("what pooling adds is nothing, and a zero only where it counts in a mean", () => {
  for (const work of POOLS) {
    const { kind, counted: zeros } = work.pool
    const [rows, columns] = work.axes
    const first = work.framed[0][0]
    if (!rows.before) continue
    assert.equal(Number.isNaN(first), !(zeros && (kind === "average" || kind === "Gaussian")), kind)
    assert.equal(work.framed[0][work.shape[0] * work.shape[1] - 1], rows.overhang || columns.overhang ? NaN : first)
  }
})

test("two lists are as far apart as their farthest numbers", () => {
  assert.equal(apart([1, 2, 3], [1, 2.5, 3]), 0.5)
  assert.equal(apart([], []), 0)
  assert.equal(apart([1], [1, 2]), Infinity)
})
