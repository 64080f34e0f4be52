// Answers test_taken_runs.py: {message, asked} and {steps, weights, pictures}, bytes in base64 as JSON on stdin; what a
// run that was taken along answers, and what every layer of a network makes of a picture, on stdout.

import { readFileSync } from "node:fs"
import { Answering } from "../../../cnnviz/ui/components/live/taken/answering.mjs"
import { outputs } from "../../../cnnviz/ui/components/live/taken/forward.mjs"
import { unpacked } from "../../../cnnviz/ui/components/shared/message.mjs"

const bytesOf = (text) => Uint8Array.from(Buffer.from(text, "base64"))
const textOf = (bytes) => Buffer.from(bytes).toString("base64")

async function answered({ message, asked }) {
  const { header, arrays } = unpacked(bytesOf(message))
  const runs = header.runs.map((run, at) => new Answering(run, (name) => arrays.get(`${at}.${name}`)))
  const answers = []
  for (const [at, path, body] of asked) {
    const address = `file:///folder/live/runs/${header.runs[at].run}${path}`
    const reply = await runs[at].fetchFunction(address, body ? { method: "POST", body: bytesOf(body) } : {})
    answers.push([reply.status, textOf(await reply.arrayBuffer())])
  }
  return answers
}

function computed({ steps, weights }) {
  const { arrays } = unpacked(bytesOf(weights))
  const { values, shape } = arrays.get("picture")
  const made = outputs(steps, (name) => arrays.get(name)?.values, { values, shape })
  return Object.fromEntries([...made].map(([path, maps]) => [path, [maps.shape, [...maps.values]]]))
}

const { runs, networks } = JSON.parse(readFileSync(0, "utf8"))
const answers = { runs: await Promise.all(runs.map(answered)), networks: networks.map(computed) }
process.stdout.write(JSON.stringify(answers))
