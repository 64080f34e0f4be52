import assert from "node:assert/strict"
import { test } from "node:test"
import { centreOf, fedBy, nearestOutput, touchedBy } from "../../../cnnviz/ui/components/explorer/step/links.mjs"
import { termsOf, worked } from "../../../cnnviz/ui/components/explorer/step/step.mjs"
import { cells } from "../../../cnnviz/ui/components/shared/geometry.mjs"
import { cellsOf, near, POOLS, range, SIGNAL, SUBJECTS, subject } from "./steps.mjs"

test("an input pixel feeds the outputs that change with it, by its weight, whatever invents the border", () => {
  for (const work of SUBJECTS) {
    const { step: one, axes } = work
    one.planes.forEach((plane, channel) => {
      for (const [row, column] of cellsOf(one.size)) {
        const bumped = plane.slice()
        bumped[row * one.size[1] + column] += 1
        const after = worked({ ...one, planes: one.planes.map((other, k) => (k === channel ? bumped : other)) })
        const changes = new Float64Array(work.sums.length)
        for (const fed of fedBy(work, row, column))
          changes[fed.row * axes[1].output + fed.column] = fed.weights[channel]
        after.sums.forEach((sum, k) => near(sum - work.sums[k], changes[k]))
      }
    })
  }
})

test("what an input feeds is the transpose of what a window holds, invented places too", () => {
  for (const work of SUBJECTS.filter((one) => one.step.values.mode === "constant")) {
    const [rows, columns] = work.axes
    const held = new Map()
    for (const [row, column] of cellsOf([rows.output, columns.output])) {
      const terms = termsOf(work, row, column)
      terms.rows.forEach((r, i) =>
        terms.columns.forEach((c, j) => {
          const list = held.get(`${r} ${c}`) ?? []
          list.push([row, column, ...work.weights.map((weights) => weights[i * columns.window + j])].join(" "))
          held.set(`${r} ${c}`, list)
        }),
      )
    }
    for (const row of range(-rows.before, rows.size + rows.after)) {
      for (const column of range(-columns.before, columns.size + columns.after)) {
        const told = fedBy(work, row, column).map((fed) => [fed.row, fed.column, ...fed.weights].join(" "))
        assert.deepEqual(told.sort(), (held.get(`${row} ${column}`) ?? []).sort())
      }
    }
  }
})

test("a weight touches at every output the place under its tap", () => {
  for (const work of SUBJECTS) {
    const [rows, columns] = work.axes
    for (const tap of range(0, rows.window * columns.window)) {
      const touched = touchedBy(work, tap)
      assert.deepEqual([touched.rows.count, touched.columns.count], [rows.output, columns.output])
      for (const [row, column] of cellsOf([rows.output, columns.output])) {
        const terms = termsOf(work, row, column)
        assert.equal(touched.rows.first + row * touched.rows.step, terms.rows[Math.floor(tap / columns.window)])
        assert.equal(touched.columns.first + column * touched.columns.step, terms.columns[tap % columns.window])
      }
    }
  }
})

test("the output nearest to the mark in the middle of a window is that window's", () => {
  for (const work of [...SUBJECTS, ...POOLS]) {
    for (const [row, column] of cellsOf(work.axes.map((axis) => axis.output))) {
      assert.deepEqual(nearestOutput(work, ...centreOf(work, row, column)), [row, column])
    }
  }
})

test("the mark stands where the result does: in the middle, and of an even kernel's two where padding puts it", () => {
  const inOrder = (low, value, high) => Math.min(high, Math.max(low, value))
  const grid = [1, 2, 3, 4, 5, 6].flatMap((window) =>
    [0, 1, 2, 3, 5].flatMap((top) =>
      [0, 1, 2, 4].flatMap((bottom) =>
        [1, 2, 3].flatMap((stride) =>
          [1, 2, 3].flatMap((dilation) =>
            [false, true].map((flip) => ({ window, top, bottom, stride, dilation, flip })),
          ),
        ),
      ),
    ),
  )
  for (const { window, top, bottom, stride, dilation, flip } of grid) {
    const values = { padding: "explicit", top, bottom, left: bottom, right: top, stride, dilation, flip }
    const work = worked(subject(values, [9, 11], [window, window]))
    if (!work) continue
    work.axes.forEach((axis, way) => {
      for (const index of range(0, axis.output)) {
        const taps = cells(axis, index)
        const at = centreOf(work, ...(way ? [0, index] : [index, 0]))[way]
        const said = `${JSON.stringify({ window, top, bottom, stride, dilation, flip })} ${axis.name} ${index}`
        if (window % 2) assert.equal(at, taps[(window - 1) / 2], said)
        else assert.equal(at, inOrder(taps[window / 2 - 1], index * stride, taps[window / 2]), said)
        // A padding that keeps the size and leans to either side: the map lies on the image, pixel on pixel.
        const leaning = window % 2 === 0 && Math.abs(axis.before - axis.after) <= dilation
        if (stride === 1 && axis.output === axis.size && leaning) assert.equal(at, index, said)
      }
    })
  }
})

test("a 2 × 2 mean padded above and left is marked where its result is written", () => {
  const work = worked(subject({ padding: "explicit", top: 1, left: 1, bottom: 0, right: 0 }, [8, 8], [2, 2]))
  assert.deepEqual(centreOf(work, 4, 4), [4, 4])
  assert.deepEqual(nearestOutput(work, 4, 4), [4, 4])
  const after = worked(subject({ padding: "same" }, [8, 8], [2, 2]))
  assert.deepEqual(
    [centreOf(after, 4, 4), nearestOutput(after, 4, 4)],
    [
      [4, 4],
      [4, 4],
    ],
  )
})

test("where windows do not overlap, the output nearest to a pixel is the one that it feeds", () => {
  const work = worked(subject({}, [6, 8], [1, 1], 1, "pool"))
  for (const [row, column] of cellsOf([6, 8])) {
    assert.deepEqual(
      [nearestOutput(work, row, column)],
      fedBy(work, row, column).map((fed) => [fed.row, fed.column]),
    )
  }
})

test("in one dimension the output nearest to a number is the one under it, wherever the centre was put", () => {
  // C6, C16.
  for (const window of [1, 2, 3, 4, 5]) {
    for (const stride of [1, 2, 3]) {
      for (const centre of range(0, window)) {
        for (const ends of [true, false]) {
          const work = worked(subject({ ...SIGNAL, centre, ends, stride }, [1, 8], [1, window]))
          for (const column of range(0, work.axes[1].output)) {
            const at = centreOf(work, 0, column)
            assert.deepEqual(
              nearestOutput(work, ...at),
              [0, column],
              `${window} weights, centre ${centre}, stride ${stride}`,
            )
          }
        }
      }
    }
  }
})

test("there is a nearest output for every place, even beside the image", () => {
  for (const work of [...SUBJECTS, ...POOLS]) {
    for (const place of [
      [-50, -50],
      [0, 0],
      [2, 3],
      [90, 90],
    ]) {
      nearestOutput(work, ...place).forEach((at, way) => assert.ok(at >= 0 && at < work.axes[way].output))
    }
  }
})

test("without padding a kernel's centre is its middle, up and left of an even one's, or the one chosen", () => {
  // C6, C14.
  const at = (window, values = {}) => centreOf(worked(subject({ padding: "valid", ...values }, [9, 9], window)), 0, 0)
  assert.deepEqual(at([3, 5]), [1, 2])
  assert.deepEqual(at([2, 4]), [0, 1])
  assert.deepEqual(at([3, 3], { dilation: 2 }), [2, 2])
  const signal = (centre) =>
    centreOf(worked(subject({ ...SIGNAL, centre, ends: false, dilation: 2 }, [1, 9], [1, 3])), 0, 1)
  assert.deepEqual([0, 1, 2].map(signal), [
    [0, 1],
    [0, 3],
    [0, 5],
  ])
})

test("in two dimensions the centre chosen meets every pixel in turn, and the result stands there", () => {
  // C6, C14, C16.
  for (const window of [
    [2, 2],
    [3, 3],
    [4, 3],
  ]) {
    for (const [row, column] of cellsOf(window)) {
      const values = { padding: "centre", centre_row: row + 1, centre_column: column + 1 }
      const work = worked(subject(values, [5, 6], window))
      for (const cell of cellsOf([5, 6])) {
        assert.deepEqual(centreOf(work, ...cell), cell)
        const { rows, columns } = termsOf(work, ...cell)
        assert.deepEqual([rows[row], columns[column]], cell)
        assert.deepEqual(nearestOutput(work, ...cell), cell)
      }
    }
  }
})

test("with zeros at the ends the centre meets every number of a row in turn", () => {
  // C7.
  for (const centre of [0, 1, 2]) {
    const work = worked(subject({ ...SIGNAL, centre }, [1, 6], [1, 3]))
    assert.deepEqual(
      range(0, work.axes[1].output).map((k) => centreOf(work, 0, k)[1]),
      [0, 1, 2, 3, 4, 5],
    )
  }
})

test("a pooled pixel feeds every window that holds it", () => {
  for (const work of POOLS) {
    const [rows, columns] = work.axes
    for (const [row, column] of cellsOf([rows.size, columns.size])) {
      const holding = cellsOf([rows.output, columns.output]).filter(([r, c]) =>
        termsOf(work, r, c).cells.some((cell) => cell.row === row && cell.column === column),
      )
      assert.deepEqual(
        fedBy(work, row, column).map((fed) => [fed.row, fed.column]),
        holding,
      )
    }
  }
})
