// Answers test_stamping_engine.py: [case, …] as JSON on stdin, the output that the component makes of each on stdout.

import { readFileSync } from "node:fs"
import { Stamps } from "../../cnnviz/ui/components/stamping/stamps.mjs"

const matrix = (rows) => ({ values: rows.flat(), shape: [rows.length, rows[0].length] })

function made({ spread, image, kernel }) {
  const stamps = new Stamps(spread, matrix(image), matrix(kernel))
  const gathered = stamps.after[stamps.count].map((_, k) => {
    const cell = [Math.floor(k / stamps.size[1]), k % stamps.size[1]]
    return stamps.parts(cell).reduce((sum, { product }) => sum + product, 0)
  })
  return { made: stamps.made, canvas: [...stamps.after[stamps.count]], gathered: [...gathered] }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(made)))
