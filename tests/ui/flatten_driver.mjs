// Answers components/test_flatten.py: shapes as JSON on stdin, every unit's place and the way back on stdout.

import { readFileSync } from "node:fs"
import { placeOf, unitOf, wayOf } from "../../cnnviz/ui/components/flatten/places.mjs"

const shapes = JSON.parse(readFileSync(0, "utf8"))
process.stdout.write(
  JSON.stringify(
    shapes.map((shape) =>
      Array.from({ length: shape.reduce((count, side) => count * side, 1) }, (_, unit) => {
        const place = placeOf(shape, unit)
        return { place, unit: unitOf(shape, place), said: wayOf(shape, unit, 0.5) }
      }),
    ),
  ),
)
