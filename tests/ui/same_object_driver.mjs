// Answers test_same_object_engine.py: [case, …] as JSON on stdin, what the component sees in each on stdout.

import { readFileSync } from "node:fs"
import { Scene } from "../../cnnviz/ui/components/same_object/scene.mjs"

function seen({ pixels, size, box, kernel, window, stride, mode, amount, pool, by }) {
  const plane = Float32Array.from(pixels, (value) => value / 255)
  const how = { kernel: Float32Array.from(kernel), window, stride, mode, amount }
  const scene = new Scene(plane, size, box, how, pool)
  const { found, answers, change, pooled } = scene.seen(by)
  return {
    size: found.size,
    shiftFirst: [...found.shiftFirst],
    filterFirst: [...found.filterFirst],
    differing: found.differing,
    border: found.border,
    exact: found.exact,
    pooled: [...pooled.values],
    change: change.map((one) => (Number.isNaN(one) ? null : one)),
    answers,
    along: scene.answersAt(by),
  }
}

const cases = JSON.parse(readFileSync(0, "utf-8"))
process.stdout.write(JSON.stringify(cases.map(seen)))
