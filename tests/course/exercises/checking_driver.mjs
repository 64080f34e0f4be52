// Answers test_handed_in.py: exercises and what was pasted as JSON on stdin; lines, tables and CSV on stdout.

import { readFileSync } from "node:fs"
import { lines } from "../../../cnnviz/ui/components/checking/lines.mjs"
import { byQuestion, csv, rows } from "../../../cnnviz/ui/components/checking/results.mjs"

const asked = JSON.parse(readFileSync(0, "utf8"))
process.stdout.write(
  JSON.stringify(
    asked.map(({ exercise, pasted }) => {
      const read = lines(pasted, exercise)
      const table = rows(read, exercise)
      return { lines: read, rows: table, questions: byQuestion(read, exercise), csv: csv(table) }
    }),
  ),
)
