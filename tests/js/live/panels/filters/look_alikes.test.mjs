import assert from "node:assert/strict"
import { test } from "node:test"

import {
  closestPairs,
  pairWords,
  twinsOf,
  twinWords,
} from "../../../../../cnnviz/ui/components/live/panels/filters/look_alikes.mjs"

const near = (value, expected, within = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)

test("near-twins are found whatever their length, in groups, and a negative is none", () => {
  const filters = Float32Array.of(1, 0, 0, 1, 3, 0.1, -1, 0, 0, 2, 0, 0)
  const { groups, closest } = twinsOf(filters, 6)
  assert.deepEqual(groups, [
    [0, 2],
    [1, 4],
  ])
  assert.deepEqual(closest.slice(0, 2), [1, 4])
  near(closest[2], 1)
  // Each a little turned from the one before: the ends of the chain alone would not look alike.
  const chain = Float32Array.from([0, 3, 1, 2].flatMap((k) => [Math.cos(0.4 * k), Math.sin(0.4 * k)]))
  assert.deepEqual(twinsOf(chain, 4).groups, [[0, 1, 2, 3]])
  assert.deepEqual(twinsOf(new Float32Array(6), 3), { groups: [], closest: null })
})

test("how many filters look alike is said, and where none do, how far the closest two are", () => {
  assert.equal(
    twinWords(
      {
        groups: [
          [2, 16],
          [7, 20],
        ],
        closest: [2, 16, 0.97],
      },
      64,
    ),
    "4 of 64 have a near-twin (cosine similarity above 0.9). A: 3, 17; B: 8, 21.",
  )
  assert.match(twinWords({ groups: [], closest: [0, 4, 0.5] }, 8), /^None of 8 .* The closest are 1 and 5: 0\.5\.$/)
  assert.match(twinWords({ groups: [], closest: null }, 1), /^None of 1 .*\)\.$/)
})

test("look-alikes are ranked whatever the threshold, and the threshold is said", () => {
  const filters = Float32Array.of(1, 0, 0, 1, 3, 0.1, -1, 0, 0.6, 0.8)
  const ranked = closestPairs(filters, 5, 3)
  assert.deepEqual(
    ranked.map(([k, l]) => [k, l]),
    [
      [0, 2],
      [1, 4],
      [2, 4],
    ],
  )
  assert.match(pairWords(ranked), /^Most alike: 1 and 3: 0\.999; 2 and 5: 0\.8; 3 and 5: 0\.626\.$/)
  assert.equal(pairWords(closestPairs(new Float32Array(4), 2, 3)), "")
  assert.match(twinWords(twinsOf(filters, 5, 0.7), 5, 0.7), /^4 of 5 have a near-twin \(cosine similarity above 0\.7\)/)
})
