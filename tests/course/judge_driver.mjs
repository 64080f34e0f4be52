// Answers test_alone.py: questions and answers to them as JSON on stdin, what each is on stdout.

import { readFileSync } from "node:fs"
import { inWords, verdict } from "../../cnnviz/ui/components/alone/judge.mjs"

const asked = JSON.parse(readFileSync(0, "utf8"))
process.stdout.write(
  JSON.stringify(
    asked.map(({ question, given }) => given.map((one) => [verdict(question, one), inWords(question, one)])),
  ),
)
