// Answers test_filter_block_engine.py: [{ message, places }, …] as JSON on stdin, messages in base64; on stdout what
// the component makes of each layer: its maps, and the moments at [filter, row, column].

import { readFileSync } from "node:fs"
import { Layer } from "../../cnnviz/ui/components/filter_block/layer.mjs"
import { unpacked } from "../../cnnviz/ui/components/shared/message.mjs"

function seen({ message, places }) {
  const { header, arrays } = unpacked(new Uint8Array(Buffer.from(message, "base64")), { copied: true })
  const layer = new Layer(header, arrays)
  const moments = places.map(([filter, ...cell]) => {
    const { terms, value, after } = layer.moment(filter, cell)
    const told = terms.map(({ plane, values, weights, products, sum }) => ({
      plane,
      values: [...values],
      weights: [...weights],
      products: [...products],
      sum,
    }))
    return { terms: told, value, after }
  })
  const { maps, outputs } = layer
  return { maps: [...maps.values], outputs: [...outputs.values], shape: maps.shape, moments }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(seen)))
