// Answers components/test_neuron.py: cases as JSON on stdin, what the browser's neuron makes of them on stdout.

import { readFileSync } from "node:fs"
import { answer, turningOf } from "../../cnnviz/ui/components/neuron/algebra.mjs"
import { cut, imageOf, textOf } from "../../cnnviz/ui/components/neuron/pixels.mjs"

const plain = (values) => [...values]

function answered({ template, image, setting }) {
  const [b, x] = [Float64Array.from(template), Float64Array.from(image)]
  const { weights, entering, products, angle, ...numbers } = answer(b, x, setting)
  return {
    ...{ weights: plain(weights), entering: plain(entering), products: plain(products), ...numbers },
    angle: Number.isNaN(angle) ? null : angle,
    plane: turningOf(b, x, setting.normalise).angle,
  }
}

const { cases, texts, cuts } = JSON.parse(readFileSync(0, "utf8"))
process.stdout.write(
  JSON.stringify({
    cases: cases.map(answered),
    texts: texts.map((text) => textOf(imageOf(text, Math.sqrt(text.length)))),
    cuts: cuts.map(({ picture, columns, corner, side }) => plain(cut(picture, columns, corner, side))),
  }),
)
