// Answers test_learned_networks.py: a file's pieces as JSON on stdin, what the browser gets of each on stdout.

import { readFileSync } from "node:fs"
import { unpacked } from "../../../cnnviz/ui/components/alone/pieces.mjs"

const asked = JSON.parse(readFileSync(0, "utf8"))
const bytes = await Promise.all(asked.map(async (packed) => [...(await unpacked(packed))]))
process.stdout.write(JSON.stringify(bytes))
