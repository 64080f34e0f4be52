// Frames as an animated GIF: {width, height, palette, frames: [[numbers], seconds]} -> base64.

import { Gif } from "../../cnnviz/ui/components/live/film/gif.mjs"

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const { width, height, palette, frames } = JSON.parse(Buffer.concat(chunks).toString())
const gif = new Gif(width, height, palette)
for (const [pixels, seconds] of frames) gif.add(Uint8Array.from(pixels), seconds)
process.stdout.write(JSON.stringify(Buffer.from(await gif.blob().arrayBuffer()).toString("base64")))
