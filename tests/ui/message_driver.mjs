// Answers test_explorer_message.py: messages in base64 as JSON on stdin, what the explorer reads and computes on
// stdout.

import { readFileSync } from "node:fs"
import { worked } from "../../cnnviz/ui/components/explorer/step/step.mjs"
import { sentOf } from "../../cnnviz/ui/components/explorer/subject/sent.mjs"
import { coloursOf, signedScale } from "../../cnnviz/ui/components/shared/colours.mjs"
import { unpacked } from "../../cnnviz/ui/components/shared/message.mjs"

const PLACES = Uint32Array.from({ length: 256 }, (_, k) => k)

function computed(text) {
  const { header, arrays } = unpacked(Uint8Array.from(Buffer.from(text, "base64")))
  const sent = sentOf(arrays)
  const work = worked({ ...header, ...sent })
  return {
    ...{ planes: sent.planes.map((plane) => [...plane]), sums: [...sent.sums], output: [...sent.output] },
    computed: work && { sums: [...work.sums], output: [...work.output], size: work.axes.map((axis) => axis.output) },
  }
}

function places({ values, limit }) {
  const scale = limit ? signedScale(PLACES, limit) : { palette: PLACES, low: 0, high: 1 }
  return [...coloursOf(scale, Float32Array.from(values))]
}

const { messages, colours } = JSON.parse(readFileSync(0, "utf8"))
process.stdout.write(JSON.stringify({ messages: messages.map(computed), colours: colours.map(places) }))
