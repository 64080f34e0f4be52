import assert from "node:assert/strict"
import { test } from "node:test"

import { Herald } from "../../../../cnnviz/ui/components/live/words/herald.mjs"

const hub = (status, title = "one") => ({
  id: title,
  title,
  run: { status, control: "c" },
  active: true,
  begun: { steps: 20, epoch_steps: 10 },
  scalars: { step: [4], loss: [0.5] },
  evaluations: [],
})
const check = (step) => ({ part: "validation", step, loss: 0.25, accuracy: 0.875 })

test("a run that is looked at for the first time, and each batch of it, are no news", () => {
  const run = hub("running")
  const herald = new Herald([run])
  assert.equal(herald.news(0), "")
  run.scalars = { step: [5], loss: [0.4] }
  run.evaluations.push(check(5))
  assert.equal(herald.news(1), "")
})

test("the end of an epoch is said once", () => {
  const run = hub("running")
  const herald = new Herald([run])
  herald.news(0)
  run.evaluations.push(check(10))
  assert.equal(herald.news(1), "Epoch 1 of 2 is over: validation loss 0.25, 87.5 % of the pictures right.")
  assert.equal(herald.news(2), "")
})

test("that a run was paused is said with where it stands", () => {
  const run = hub("running")
  const herald = new Herald([run])
  herald.news(0)
  run.run = { status: "paused", control: "c" }
  assert.equal(herald.news(1), "Paused. Step 4 of 20, loss 0.5.")
})

test("news of two runs that come together are said together, each under its name", () => {
  const runs = [hub("running", "a"), hub("running", "b")]
  const herald = new Herald(runs)
  herald.news(0)
  runs[0].run = { status: "paused", control: "c" }
  assert.match(herald.news(1), /^a: Paused/)
  runs[1].run = { status: "paused", control: "c" }
  assert.match(herald.news(100), /^a: Paused.* b: Paused/)
  runs[0].run = { status: "running", control: "c" }
  assert.match(herald.news(5000), /^a: Learning(?!.*b:)/)
})
