// What is said of runs that read from standard input: a list of {begun, scalars, snapshots, evaluations, labels, run}.

import { healthWords } from "../../cnnviz/ui/components/live/words/health.mjs"

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
process.stdout.write(JSON.stringify(JSON.parse(Buffer.concat(chunks).toString()).map((hub) => healthWords(hub))))
