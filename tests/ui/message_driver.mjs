// Answers test_explorer_message.py: messages in base64 as JSON on stdin, what the explorer reads and computes on stdout.

import { readFileSync } from "node:fs"

import { coloursOf, signedScale } from "../../cnnviz/ui/components/explorer/colours.mjs"
import { arraysOf } from "../../cnnviz/ui/components/explorer/explorer.mjs"
import { worked } from "../../cnnviz/ui/components/explorer/model.mjs"
import { unpacked } from "../../cnnviz/ui/components/message.mjs"

const PLACES = Uint32Array.from({ length: 256 }, (_, k) => k)

function computed(text) {
  const { header, rest } = unpacked(Uint8Array.from(Buffer.from(text, "base64")))
  const sent = arraysOf(header, rest)
  const work = worked({ ...header, planes: sent.planes, kernel: sent.kernel })
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
