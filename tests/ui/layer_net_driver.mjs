// Answers components/test_layer_net.py: a layer's message as bytes on stdin, what its arrows carry on stdout.

import { readFileSync } from "node:fs"
import { mapWords } from "../../cnnviz/ui/components/layer_net/words.mjs"
import { unpacked } from "../../cnnviz/ui/components/shared/message.mjs"
import { added, arrowsInto, channelOf, layerOf, mapOf, partial } from "../../cnnviz/ui/components/shared/net/sums.mjs"

const layer = layerOf(unpacked(Uint8Array.from(JSON.parse(readFileSync(0, "utf8")))))
const maps = layer.header.names.map((_, to) => ({
  map: [...mapOf(layer, to)],
  parts: arrowsInto(layer, to).map((arrow) => [...partial(layer, arrow)]),
  added: arrowsInto(layer, to).map((arrow) => added(layer, arrow)),
  from: arrowsInto(layer, to).map(({ from }) => from),
}))
const channels = layer.planes.map((_, at) => [...channelOf(layer, at)])
process.stdout.write(JSON.stringify({ maps, channels, said: mapWords(layer, 0) }))
