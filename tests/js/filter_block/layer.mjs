// A layer of two planes of 4 × 5 cells, 0 to 19 and their tenfold, and two filters of 2 × 2 on both.

import { Layer } from "../../../cnnviz/ui/components/filter_block/layer.mjs"

const PLANE = Array.from({ length: 20 }, (_, at) => at)

export function small(header = {}, kernels = [1, 0, 0, -1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]) {
  const about = {
    channels: ["one", "ten"],
    filters: ["first", "second"],
    groups: 1,
    stride: [1, 1],
    dilation: [1, 1],
    frame: [0, 0, 0, 0],
    bias: 0.5,
    activation: "none",
    cell: [0, 0],
    filter: 0,
    ...header,
  }
  const depth = about.groups > 1 ? 1 : 2
  const planes = Float32Array.from([...PLANE, ...PLANE.map((value) => 10 * value)])
  const weights = Float32Array.from(kernels)
  return new Layer(
    about,
    new Map([
      ["planes", { values: planes, shape: [2, 4, 5] }],
      ["kernels", { values: weights, shape: [weights.length / depth / 4, depth, 2, 2] }],
    ]),
  )
}
