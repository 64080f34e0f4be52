// Answers components/test_pixel_net.py: a network's message as bytes on stdin, what the browser makes of every window.

import { readFileSync } from "node:fs"
import { netOf, passed } from "../../cnnviz/ui/components/pixel_net/net.mjs"
import { answerWords, sumWords, unitWords } from "../../cnnviz/ui/components/pixel_net/words.mjs"
import { unpacked } from "../../cnnviz/ui/components/shared/message.mjs"

const net = netOf(unpacked(Uint8Array.from(JSON.parse(readFileSync(0, "utf8")))))
const { rows, columns, header } = net.layer
const places = Array.from({ length: rows.output * columns.output }, (_, at) =>
  passed(net, [Math.floor(at / columns.output), at % columns.output]),
)
const here = passed(net, header.at)
const words = [sumWords(net, here, 0), unitWords(net, here, 0), answerWords(net, here)]
process.stdout.write(JSON.stringify({ places, words }))
