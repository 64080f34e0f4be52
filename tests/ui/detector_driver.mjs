// Answers test_detector_engine.py: cases as JSON on stdin, what the browser's detector makes of each on stdout.

import { readFileSync } from "node:fs"
import { levels, multiplyAdds, passes } from "../../cnnviz/ui/components/detector/chain.mjs"
import { finds, tally } from "../../cnnviz/ui/components/detector/found.mjs"
import { taskOf } from "../../cnnviz/ui/components/detector/reading.mjs"
import { drawn } from "../../cnnviz/ui/components/detector/scene.mjs"

function answer(message) {
  const { kind, recipe, ranges, values, way, things, rows, columns, outlines, picture } = taskOf(
    Uint8Array.from(Buffer.from(message, "base64")),
  )
  const seen = picture ?? drawn(things, rows, columns, outlines)
  const settings = { ...values, way }
  const every = passes(seen, recipe, settings, ranges)
  const found = finds(every, values.found, recipe.grid)
  const { hits, misses, alarms } = tally(found, things, kind.kind)
  return {
    picture: [...seen.values],
    passes: every.map(({ edges, corners, pattern }) =>
      [edges, corners, [pattern]].map((maps) => maps.map(({ values }) => [...values])),
    ),
    levels: every.map(({ level }) => level),
    found,
    counts: [hits.length, misses.length, alarms.length],
    price: multiplyAdds(recipe, levels(settings, rows, columns, ranges)),
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(answer)))
