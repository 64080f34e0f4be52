// Answers test_explorer_engine.py: {name: [case, …]} as JSON on stdin, {name: [answer, …]} on stdout.

import { readFileSync } from "node:fs"
import { pooled, poolWindow } from "../../cnnviz/ui/components/explorer/step/pooling.mjs"
import { padded, places } from "../../cnnviz/ui/components/shared/borders.mjs"
import { axis, cells, formula, sides, users } from "../../cnnviz/ui/components/shared/geometry.mjs"
import { activated, activation, correlated, flipped } from "../../cnnviz/ui/components/shared/maps/convolving.mjs"
import { text } from "../../cnnviz/ui/components/shared/numbers.mjs"

function range(from, to) {
  return Array.from({ length: to - from }, (_, k) => from + k)
}

function described(fields) {
  const one = axis(fields)
  return {
    ...one,
    formula: formula(one),
    cells: range(0, one.output).map((index) => cells(one, index)),
    users: range(-one.before, one.size + one.after + one.overhang).map((position) => users(one, position)),
  }
}

function convolved({ channels, kernels, rows, columns, mode, value, bias, flip }) {
  const [down, across] = [axis(rows), axis(columns)]
  const planes = channels.map((plane) => padded(Float32Array.from(plane), down, across, mode, value))
  const weights = kernels.map((plane) => (flip ? flipped(Float32Array.from(plane)) : Float32Array.from(plane)))
  return [...correlated(planes, weights, down, across, bias)]
}

function pooling({ plane, rows, columns, pool, windows }) {
  const [down, across] = [axis(rows), axis(columns)]
  const map = Float32Array.from(plane)
  const taken = windows.map(([row, column]) => poolWindow(map, down, across, pool, row, column))
  return { map: [...pooled(map, down, across, pool)], taken }
}

/** A whole stage: its maps, activated, pooled; `channels` are what each of its `filters` looks at. */
function staged({ planes, filters, rows, columns, mode, value, bias, name, pool }) {
  const [down, across] = [axis(rows), axis(columns)]
  const seen = planes.map((plane) => padded(Float32Array.from(plane), down, across, mode, value))
  return filters.map(({ channels, weights }) => {
    const kernels = weights.map((plane) => Float32Array.from(plane))
    const map = activated(
      correlated(
        channels.map((at) => seen[at]),
        kernels,
        down,
        across,
        bias,
      ),
      name,
    )
    return [...(pool ? pooled(map, axis(pool.rows), axis(pool.columns), pool.pool) : map)]
  })
}

const ANSWERS = {
  texts: text,
  axes: described,
  sides: (given) => sides(...given),
  places: (given) => [...places(...given)],
  maps: convolved,
  activations: ({ values, name }) => ({
    map: [...activated(Float32Array.from(values), name)],
    single: values.map((value) => activation(value, name)),
  }),
  pools: pooling,
  stages: staged,
}

const asked = JSON.parse(readFileSync(0, "utf8"))
const told = Object.entries(asked).map(([name, cases]) => [name, cases.map((one) => ANSWERS[name](one))])
process.stdout.write(JSON.stringify(Object.fromEntries(told)))
