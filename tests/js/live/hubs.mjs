// Hubs whose server is a function, and messages as a server writes them.

import assert from "node:assert/strict"
import { afterEach } from "node:test"

import { addMessage } from "../../../cnnviz/ui/components/live/run/history.mjs"
import { Hub } from "../../../cnnviz/ui/components/live/run/hub.mjs"
import { packed, unpacked } from "../../../cnnviz/ui/components/shared/message.mjs"

const RUN = { status: "running", reason: "", place: 0, control: true, view: "seen", title: "A run" }

const f32 = (...values) => ({ values: Float32Array.from(values), shape: [values.length] })

/** A message as the server writes it; events are [seq, kind, step, header, arrays]. */
export function message(events, { run = {}, more = false, config } = {}) {
  const arrays = {}
  for (const [seq, , , , own = {}] of events)
    for (const [name, array] of Object.entries(own)) arrays[`${seq}.${name}`] = array
  const rows = events.map(([seq, kind, step, header = {}]) => ({ ...header, seq, kind, step }))
  return packed(
    { run: { ...RUN, ...run }, events: rows, last: rows.at(-1)?.seq ?? 0, more, ...(config ? { config } : {}) },
    arrays,
  ).buffer
}

export const scalars = (seq, step, losses) => [
  seq,
  "scalars",
  step,
  { seconds: step / 10 },
  { loss: f32(...losses), accuracy: f32(...losses.map(() => 0.5)), rate: f32(...losses.map(() => 0.01)) },
]

export const snapshot = (seq, step) => [
  seq,
  "snapshot",
  step,
  { epoch: step / 10, seconds: step / 10, gradients: {}, updates: {} },
  { filters: { values: new Float32Array(9).fill(step), shape: [1, 1, 3, 3] } },
]

export function taken(history, buffer) {
  const { header, arrays } = unpacked(buffer)
  addMessage(history, header, arrays)
  return history
}

export const ok = (buffer) => ({ ok: true, status: 200, arrayBuffer: async () => buffer, text: async () => "" })

export const refused = (status, trouble) => ({ ok: false, status, text: async () => JSON.stringify({ trouble }) })

export const until = async (claim) => {
  for (let tries = 0; !claim(); tries++) {
    assert.ok(tries < 400, `never came true: ${claim}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const hubs = []

// A hub that goes on asking would keep a failed test from ending.
afterEach(() => {
  for (const hub of hubs.splice(0)) hub.polling.rest()
})

/** A hub whose server is a function of path and options; questions are noted in `hub.asked`. */
export function hubOn(server) {
  const asked = []
  const hub = new Hub(
    "http://here/base/",
    async (address, options) => {
      asked.push(address.replace("http://here/base/live/runs", ""))
      return server(asked.at(-1), options)
    },
    "somebody",
  )
  hub.asked = asked
  hubs.push(hub)
  return hub
}

/** What the layers make of the probe at snapshot `index`. */
export function layersAt(hub, index) {
  hub.lookAt(index)
  return hub.layers.here()
}

/** The evaluation shown at snapshot `index`. */
export function evaluationAt(hub, index) {
  hub.lookAt(index)
  return hub.evaluation
}

/** What is known of a run that has learned so many steps, with three snapshots of two filters. */
export function hubWith(count) {
  const steps = Array.from({ length: count }, (_, at) => at + 1)
  return {
    scalars: {
      step: steps,
      loss: steps.map((step) => 3 / step),
      accuracy: steps.map(() => 0.5),
      rate: steps.map(() => 0.01),
    },
    evaluations: [
      { step: 2, part: "validation", loss: 1.234, accuracy: 0.876 },
      { step: 3, part: "test", loss: 9, accuracy: 0 },
    ],
    snapshots: [0, 2, count].map((step, seq) => ({
      seq,
      step,
      epoch: step / 4,
      seconds: step,
      filters: Float32Array.from({ length: 18 }, (_, at) => (at < 9 ? step : -step)),
      shape: [2, 1, 3, 3],
    })),
    lookAt(index) {
      this.cursor = index
    },
  }
}
