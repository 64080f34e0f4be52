// Answers test_volume_engine.py: [case, …] as JSON on stdin, the sums that the component makes of each on stdout.

import { readFileSync } from "node:fs"
import { Sums } from "../../cnnviz/ui/components/volume/sums.mjs"

function made({ stack, kernel }) {
  const block = (slices) => ({
    values: slices.flat(2),
    shape: [slices.length, slices[0].length, slices[0][0].length],
  })
  const sums = new Sums(block(stack), block(kernel))
  const shared = [...sums.made].map((_, at) => sums.shares(sums.place(at)).reduce((all, { sum }) => all + sum, 0))
  const places = [...sums.made].every((_, at) => sums.index(sums.place(at)) === at)
  return { size: sums.size, made: [...sums.made], shared, places }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(made)))
