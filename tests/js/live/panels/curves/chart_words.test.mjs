import assert from "node:assert/strict"
import { test } from "node:test"

import {
  chartWords,
  differenceWords,
  lineWords,
} from "../../../../../cnnviz/ui/components/live/panels/curves/chart_words.mjs"

const run = (title, losses) => ({
  title,
  scalars: { step: [1, 2, 3], loss: losses, accuracy: [0, 0.5, 1], rate: [0.1, 0.1, 0.1] },
  evaluations: losses.map((loss, at) => ({ seq: at, step: at + 1, part: "validation", loss, accuracy: 1 - loss / 4 })),
})

test("a line is told by its ends, its trend and its extremes", () => {
  const words = lineWords("Training", [1, 2, 3, 1200], [2, 2.5, 0.1, 0.4], String)
  assert.equal(
    words,
    "Training falls from 2 at step 1 to 0.4 at step 1,200; lowest 0.1 at step 3, highest 2.5 at step 2.",
  )
  assert.match(lineWords("It", [1, 2, 3], [1, 2, 1], String), /^It stays from 1 at step 1 to 1 at step 3/)
  assert.match(lineWords("It", [1, 2], [1, 2], String), /^It rises/)
})

test("a line without a number is not told, one with gaps is", () => {
  assert.equal(lineWords("It", [1, 2], [NaN, NaN], String), "")
  assert.equal(lineWords("It", [1, 2], [NaN, 3], String), "It: 3 at step 2.")
})

test("a chart tells training and validation, that of the rate only the rate", () => {
  const one = run("a", [2, 1, 0.5])
  const smooth = { loss: [2, 1.5, 1], accuracy: [0, 0.25, 0.5] }
  assert.match(
    chartWords("loss", one, smooth),
    /Training, smoothed, falls from 2 .* Validation falls from 2 .* to 0\.5 /,
  )
  assert.match(chartWords("accuracy", one, smooth), /rises from 0\.0 % at step 1 to 50\.0 % at step 3/)
  assert.doesNotMatch(chartWords("rate", one, smooth), /Validation/)
})

test("two runs are compared at the step that is looked at, and not before both were tried", () => {
  const runs = [run("none", [2, 1, 0.5]), run("half", [2, 1.5, 0.25])]
  assert.equal(
    differenceWords(runs, 2),
    "At step 2, with half: validation loss 0.5 higher than with none (1.5 and 1), " +
      "validation accuracy 12.5 points lower (62.5 % and 75.0 %).",
  )
  assert.match(differenceWords(runs, 3), /validation loss 0\.25 lower than with none/)
  assert.equal(differenceWords(runs, 0), "")
})
