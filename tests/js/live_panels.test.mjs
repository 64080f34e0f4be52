import assert from "node:assert/strict"
import test from "node:test"

import { answerListed, answerLoss, answerPercent, answerSlopes } from "../../cnnviz/ui/components/live/answer.mjs"
import { brushBorder, brushCentred, brushCrop, brushInk, brushRead, brushStroke, brushUnlike } from "../../cnnviz/ui/components/live/brush.mjs"
import { confusedCounts, confusedCut, confusedIn, confusedRows, confusedStrength, confusedWorst } from "../../cnnviz/ui/components/live/confusing.mjs"
import { confusedColour } from "../../cnnviz/ui/components/live/confusion.mjs"
import { deeperScale, deeperWords } from "../../cnnviz/ui/components/live/deeper.mjs"
import { filtersAlike, filtersDeep, filtersOfClass, filtersRanked } from "../../cnnviz/ui/components/live/filters.mjs"
import { layerShape } from "../../cnnviz/ui/components/live/layer_maps.mjs"
import { mapsSlabs } from "../../cnnviz/ui/components/live/maps.mjs"
import { ExactMaps } from "../../cnnviz/ui/components/live/exact_maps.mjs"
import { LayerMaps } from "../../cnnviz/ui/components/live/layer_maps.mjs"
import { mapsAt, mapsCorner, mapsEnds, mapsLayout, mapsPyramid } from "../../cnnviz/ui/components/live/maps_layout.mjs"
import { paintImage, paintRamp, paintStep, paintStops } from "../../cnnviz/ui/components/live/painting.mjs"
import { probeNext, probePage } from "../../cnnviz/ui/components/live/probe.mjs"
import { slopeAxis, slopePlace, slopeSentences, slopeTicks } from "../../cnnviz/ui/components/live/slopes.mjs"
import { WEIGHT_GAP, weightColumns, weightLarge, weightLargest, weightMoved, weightPaint, weightRanked, weightScale, weightTwins } from "../../cnnviz/ui/components/live/weights.mjs"

const near = (value, expected, within = 1e-9) => assert.ok(Math.abs(value - expected) <= within, `${value} ≠ ${expected}`)
const rgb = (word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255]
const RAMP = paintRamp([[0, 0, 255], [255, 255, 255], [255, 128, 0]])

// Colours.

test("a theme's list of colours is read in either spelling", () => {
  assert.deepEqual(paintStops("#08519C, #ff0010"), [[8, 81, 156], [255, 0, 16]])
  assert.deepEqual(paintStops("rgb(1, 2, 3),rgba(4, 5, 6, 0.5)"), [[1, 2, 3], [4, 5, 6]])
  assert.deepEqual(paintStops(""), [])
})

test("a ramp begins and ends with its colours and passes its middle one", () => {
  assert.deepEqual([0, 255].map((at) => rgb(RAMP[at])), [[0, 0, 255], [255, 128, 0]])
  for (const [k, value] of rgb(RAMP[127]).entries()) near(value, [255, 255, 255][k], 2)
})

test("an image of one channel is grey, of three its colours", () => {
  const words = new Uint32Array(2)
  paintImage(words, Uint8Array.of(9, 10, 200), 2, 1)
  assert.deepEqual([...words].map(rgb), [[10, 10, 10], [200, 200, 200]])
  paintImage(words, Uint8Array.of(1, 2, 3, 4, 5, 6), 6)
  assert.deepEqual([...words].map(rgb), [[1, 3, 5], [2, 4, 6]])
})

test("arrow keys stay inside a grid", () => {
  assert.equal(paintStep("ArrowRight", 3, 4, 8), 4)
  assert.equal(paintStep("ArrowDown", 3, 4, 8), 7)
  assert.equal(paintStep("ArrowDown", 5, 4, 8), 5)
  assert.equal(paintStep("ArrowLeft", 0, 4, 8), 0)
  assert.equal(paintStep("End", 2, 4, 8), 7)
  assert.equal(paintStep("x", 2, 4, 8), -1)
})

// Filters.

test("near-twins are found whatever their length, in groups, and a negative is none", () => {
  const filters = Float32Array.of(1, 0, 0, 1, 3, 0.1, -1, 0, 0, 2, 0, 0)
  const { groups, closest } = weightTwins(filters, 6)
  assert.deepEqual(groups, [[0, 2], [1, 4]])
  assert.deepEqual(closest.slice(0, 2), [1, 4])
  near(closest[2], 1)
  // Each a little turned from the one before: the ends of the chain alone would not look alike.
  const chain = Float32Array.from([0, 3, 1, 2].flatMap((k) => [Math.cos(0.4 * k), Math.sin(0.4 * k)]))
  assert.deepEqual(weightTwins(chain, 4).groups, [[0, 1, 2, 3]])
  assert.deepEqual(weightTwins(new Float32Array(6), 3), { groups: [], closest: null })
})

test("how many filters look alike is said, and where none do, how far the closest two are", () => {
  assert.equal(filtersAlike({ groups: [[2, 16], [7, 20]], closest: [2, 16, 0.97] }, 64), "4 of 64 have a near-twin (cosine similarity above 0.9). A: 3, 17; B: 8, 21.")
  assert.match(filtersAlike({ groups: [], closest: [0, 4, 0.5] }, 8), /^None of 8 .* The closest are 1 and 5: 0\.5\.$/)
  assert.match(filtersAlike({ groups: [], closest: null }, 1), /^None of 1 .*\)\.$/)
})

test("a deeper dense layer is said to combine features that no eye can read", () => {
  assert.match(filtersDeep([10, 64]), /features of the layer before/)
  assert.match(filtersDeep([64, 32, 3, 3]), /Kernels/)
  assert.match(deeperWords([8, 16, 1, 1], [8, 64], true), /^8 of 8 units, 16 of 64 numbers/)
  assert.match(deeperWords([8, 16, 5, 5], [8, 64], true), /5 × 5 weights, and a unit adds/)
  assert.match(deeperWords([8, 16, 1, 1], [8, 64], false), /^8 of 8 output maps/)
})

test("an uploaded picture dark on white is unlike bright ones on black", () => {
  const white = Uint8Array.of(255, 255, 255, 255, 0, 255, 255, 255, 255)
  near(brushBorder(white, [1, 3, 3]), 1)
  near(brushBorder(white.map((value) => 255 - value), [1, 3, 3]), 0)
  assert.match(brushUnlike(1, 0.13), /edge this picture is bright.*Invert/)
  assert.match(brushUnlike(0, 0.8), /edge this picture is dark/)
  assert.deepEqual([brushUnlike(0, 0.13), brushUnlike(1, NaN)], ["", ""])
})

test("distance, cosine and length are those of vectors", () => {
  const { distance, cosine, norm } = weightMoved([3, 4], [4, -3])
  near(distance, Math.sqrt(50))
  near(cosine, 0)
  near(norm, 5)
  near(weightMoved([2, 2], [1, 1]).cosine, 1)
  near(weightMoved([-1, 2], [1, -2]).cosine, -1)
  assert.ok(Number.isNaN(weightMoved([1], [0]).cosine))
})

test("the scale's end is the largest finite size, of weights or of their changes", () => {
  near(weightLargest([0.5, -2, NaN, Infinity]), 2)
  near(weightLargest([0.5, -2], [1, -1.75]), 0.5)
})

test("zero is the palette's middle and the ends are its ends", () => {
  const words = new Uint32Array(3)
  weightPaint(words, [9, -2, 0, 2], 1, [1, 1, 3], { limit: 2, palette: RAMP, across: 3 })
  assert.deepEqual([...words], [RAMP[1], RAMP[128], RAMP[255]])
})

test("the change since the start is painted, not the weight", () => {
  const words = new Uint32Array(2)
  weightPaint(words, [5, 6], 0, [1, 1, 2], { limit: 1, palette: RAMP, start: [5, 5], across: 2 })
  assert.deepEqual([...words], [RAMP[128], RAMP[255]])
})

test("channels stand side by side one pixel apart, or make one picture around grey", () => {
  const values = Array.from({ length: 12 }, (_, k) => (k < 4 ? 1 : k < 8 ? 0 : -1))
  assert.equal(weightColumns([3, 2, 2], false), 8)
  assert.equal(weightColumns([3, 2, 2], true), 2)
  const apart = new Uint32Array(16)
  weightPaint(apart, values, 0, [3, 2, 2], { limit: 1, palette: RAMP, across: 8 })
  const line = [RAMP[255], RAMP[255], 0, RAMP[128], RAMP[128], 0, RAMP[1], RAMP[1]]
  assert.deepEqual([...apart], [...line, ...line])
  const picture = new Uint32Array(4)
  weightPaint(picture, values, 0, [3, 2, 2], { limit: 1, palette: RAMP, picture: true, across: 2 })
  assert.deepEqual(rgb(picture[3]), [255, 128, 1])
})

test("3 × 3 filters get at least 14 pixels a weight, 11 × 11 at least 3", () => {
  for (const width of [330, 360, 430, 900]) {
    assert.ok(weightScale(width, 32, 3, 3) >= 14)
    assert.ok(weightScale(width, 96, 11, 11) >= 3)
  }
  const scale = weightScale(430, 32, 3, 3)
  const beside = Math.floor((430 + WEIGHT_GAP) / (3 * scale + WEIGHT_GAP))
  assert.ok(Math.ceil(32 / beside) * (3 * scale + WEIGHT_GAP) <= 250)
})

test("kernels of a deeper layer keep a size that can be seen", () => {
  assert.equal(deeperScale(430, 16, 3), 6)
  assert.equal(deeperScale(430, 1, 3), 8)
  assert.equal(deeperScale(300, 64, 11), 2)
})

// Maps.

test("every pixel of every shown map is found where it was laid", () => {
  for (const [shape, count, width, lines] of [[[32, 26, 26], 32, 430, 1], [[64, 5, 5], 20, 330, Infinity], [[10], 10, 430, 2], [[1600], 1600, 400, 2]]) {
    const layout = mapsLayout(shape, count, width, lines)
    assert.ok(layout.size[1] * layout.scale <= width)
    for (const map of [0, 1, layout.shown - 1]) {
      const [top, left] = mapsCorner(layout, map)
      const [row, column] = [layout.rows - 1, 0]
      const found = mapsAt(layout, (left + column + 0.5) * layout.scale, (top + row + 0.5) * layout.scale)
      assert.deepEqual(found, { map, row, column })
      assert.ok(top + layout.rows <= layout.size[0] && left + layout.columns <= layout.size[1])
    }
  }
})

test("between maps and beside them there is none", () => {
  const layout = mapsLayout([8, 4, 4], 3, 200, 1)
  assert.equal(mapsAt(layout, 4.5 * layout.scale, 1), null)
  assert.equal(mapsAt(layout, -1, 1), null)
  assert.equal(mapsAt(layout, 4000, 1), null)
  assert.equal(mapsAt(layout, 1, 4.2 * layout.scale), null)
})

test("a value that is pointed at is the one computed, and says where it is still to come", () => {
  const layer = Object.assign(Object.create(LayerMaps.prototype), { exact: false, layout: { rows: 2, columns: 3 }, values: Uint8Array.of(0, 0, 0, 0, 0, 90) })
  const there = { map: 0, row: 1, column: 2 }
  assert.equal(layer.valueText(there, Float32Array.of(0, 0, 0, 0, 0, -0.23584)), "−0.2358")
  assert.equal(layer.valueText(there, undefined), "…")
  assert.match(layer.valueText(there, null), /cannot be had/)
  assert.equal(Object.assign(layer, { exact: true, values: Float32Array.of(1, 0.123456) }).valueText({ map: 1, row: 0, column: 0 }), "0.1235")
})

test("exact maps are fetched once, one at a time, and the oldest go", async () => {
  const asked = []
  let fail = false
  const maps = new ExactMaps(async ({ seq }) => {
    asked.push(seq)
    if (fail) throw new Error("gone")
    return Float32Array.of(seq)
  }, () => {})
  const place = (seq) => ({ seq, layer: 0, map: 0 })
  const come = () => new Promise((done) => setTimeout(done, 0))
  assert.equal(maps.at(place(1)), undefined)
  assert.equal(maps.at(place(2)), undefined)
  assert.deepEqual(asked, [1])
  await come()
  assert.deepEqual([...maps.at(place(1))], [1])
  assert.deepEqual(asked, [1])
  fail = true
  maps.at(place(3))
  await come()
  assert.equal(maps.at(place(3)), null)
  fail = false
  for (let seq = 10; seq < 80; seq++) {
    maps.at(place(seq))
    await come()
  }
  assert.ok(maps.known.size <= 64)
  assert.equal(maps.at(place(1)), undefined)
})

test("a vector's ends leave out what is not a number", () => {
  assert.deepEqual(mapsEnds([2, NaN, -1]), [-1, 2])
  assert.deepEqual(mapsEnds([NaN]), [0, 0])
})

test("the pyramid is told from the shapes themselves", () => {
  const told = mapsPyramid([1, 28, 28], [{ shape: [32, 26, 26] }, { shape: [64, 5, 5] }, { shape: [10] }])
  assert.equal(told, "The pyramid: space shrinks from 28 × 28 to 5 × 5 pixels, depth grows from 1 to 64 maps. The end is a vector of 10 numbers.")
  assert.match(mapsPyramid([3, 8, 8], [{ shape: [3, 8, 8] }]), /space stays .* depth stays/)
  assert.match(mapsPyramid([1, 8, 8], [{ shape: [10] }]), /no layer/i)
})

test("slabs are as high as maps and wider by their logarithm", () => {
  const [image, deep, vector] = mapsSlabs([[1, 28, 28], [64, 14, 14], [10]])
  assert.equal(image.height, 2 * deep.height)
  assert.equal(deep.width, 7 * image.width)
  assert.ok(vector.vector)
})

test("a shape is said in words", () => {
  assert.equal(layerShape([32, 26, 26]), "32 maps of 26 × 26")
  assert.equal(layerShape([1600]), "vector of 1,600")
})

// Answers.

test("the loss is minus the logarithm of the true class's share", () => {
  near(answerLoss([0.25, 0.75], 0), Math.log(4))
  assert.equal(answerLoss([0, 1], 0), Infinity)
})

test("slopes at the logits are those of the loss, by differences", () => {
  const logits = [0.3, -1.2, 2]
  const softmax = (z) => z.map((one) => Math.exp(one) / z.reduce((sum, other) => sum + Math.exp(other), 0))
  const slopes = answerSlopes(softmax(logits), 1)
  logits.forEach((_, k) => {
    const moved = (by) => answerLoss(softmax(logits.map((one, at) => one + (at === k ? by : 0))), 1)
    near(slopes[k], (moved(1e-5) - moved(-1e-5)) / 2e-5, 1e-8)
  })
})

test("of many classes the likeliest and the true one are listed, in order", () => {
  assert.deepEqual(answerListed([0.1, 0.5, 0.4], 0, 3), [0, 1, 2])
  assert.deepEqual(answerListed([0.1, 0.5, 0.4], -1, 2), [1, 2])
  assert.deepEqual(answerListed([0.1, 0.5, 0.4], 0, 2), [0, 1])
})

test("shares near 0 and 1 keep their digits", () => {
  assert.deepEqual([0, 0.00001, 0.004, 0.5, 0.99951].map(answerPercent), ["0.00 %", "< 0.01 %", "0.40 %", "50.0 %", "99.95 %"])
})

test("the next picture of a class is found around the end", () => {
  const labels = Uint8Array.of(2, 0, 1, 0)
  assert.equal(probeNext(labels, 0, 1), 3)
  assert.equal(probeNext(labels, 0, 3), 1)
  assert.equal(probeNext(labels, 1, 2), 2)
  assert.equal(probeNext(labels, 7, 0), -1)
  assert.deepEqual(probePage(3, 3, 4), [3, 0, 1])
  assert.deepEqual(probePage(0, 8, 2), [0, 1])
})

// Drawing.

const pad = (size) => {
  const bytes = new Uint8Array(size[0] * size[1] * size[2])
  return { bytes, before: bytes.slice(), reach: new Float32Array(size[1] * size[2]), size }
}

test("ink is full inside, half at the rim and none beyond", () => {
  assert.deepEqual([0, 1, 1.5, 2, 3].map((distance) => brushInk(distance, 1.5)), [1, 1, 0.5, 0, 0])
})

test("a stroke is smooth at its edge and has no holes", () => {
  const stroke = pad([1, 20, 20])
  brushStroke(stroke, [3, 3], [15, 16], 1.2, [255])
  assert.ok(stroke.bytes.some((value) => value > 0 && value < 255))
  for (let k = 0; k <= 24; k++) {
    const [i, j] = [3 + k / 2, 3 + (13 * k) / 24].map(Math.round)
    assert.ok(stroke.bytes[i * 20 + j] > 150, `${i} ${j}`)
  }
  assert.equal(stroke.bytes[19 * 20], 0)
})

test("going over the same place in one stroke changes nothing", () => {
  const stroke = pad([1, 9, 9])
  brushStroke(stroke, [4, 2], [4, 6], 1.3, [255])
  const once = stroke.bytes.slice()
  brushStroke(stroke, [4, 6], [4, 2], 1.3, [255])
  assert.deepEqual(stroke.bytes, once)
  brushStroke(stroke, [6, 2], [6, 6], 1.3, [255])
  once.forEach((value, at) => assert.ok(stroke.bytes[at] >= value, "ink faded beside a later line"))
})

test("erasing takes ink away, and nothing is drawn beyond the pad", () => {
  const stroke = pad([1, 5, 5])
  stroke.bytes.fill(255)
  stroke.before.fill(255)
  brushStroke(stroke, [2, 2], [-9, 40], 1, [0])
  assert.equal(stroke.bytes[2 * 5 + 2], 0)
  assert.equal(stroke.bytes[4 * 5], 255)
})

test("a colour goes into its channels", () => {
  const stroke = pad([3, 3, 3])
  brushStroke(stroke, [1, 1], [1, 1], 0.6, [255, 10, 0])
  assert.deepEqual([4, 13, 22].map((at) => stroke.bytes[at]), [255, 10, 0])
})

test("centring puts the centre of mass in the middle and keeps every channel", () => {
  const bytes = new Uint8Array(2 * 25)
  bytes[0] = bytes[25] = 200
  const moved = brushCentred(bytes, [2, 5, 5])
  assert.deepEqual([moved[12], moved[25 + 12], moved[0]], [200, 200, 0])
  assert.deepEqual(brushCentred(new Uint8Array(4), [1, 2, 2]), new Uint8Array(4))
})

test("a file's pixels become grey or planes of colour, and what is transparent white", () => {
  const rgba = Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 0)
  assert.deepEqual([...brushRead(rgba, 1, false)], [76, 255])
  assert.deepEqual([...brushRead(rgba, 1, true)], [179, 0])
  assert.deepEqual([...brushRead(rgba, 3, false)], [255, 255, 0, 255, 0, 255])
})

test("a picture is cropped around its middle", () => {
  assert.deepEqual(brushCrop(100, 60, 28, 28), [20, 0, 60, 60])
  assert.deepEqual(brushCrop(30, 90, 2, 1), [0, 37.5, 30, 15])
})

// Confusion.

const LABELS = Uint8Array.of(0, 0, 1, 1, 1, 2)
const EVALUATION = { predicted: Uint8Array.of(0, 1, 1, 0, 0, 0), confidence: Uint8Array.of(200, 90, 250, 100, 240, 250) }

test("pictures are counted by true row and predicted column", () => {
  const counts = confusedCounts(LABELS, EVALUATION.predicted, 4)
  assert.deepEqual([...counts], [1, 1, 0, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
  const rows = confusedRows(counts, 4)
  assert.deepEqual(rows.slice(0, 3).map(({ right, total }) => [right, total]), [[1, 2], [1, 3], [0, 1]])
  near(rows[1].share, 1 / 3)
  assert.ok(Number.isNaN(rows[3].share))
})

test("a cell's pictures and the worst mistakes come surest first", () => {
  assert.deepEqual(confusedIn(LABELS, EVALUATION, 1, 0, 9), [4, 3])
  assert.deepEqual(confusedIn(LABELS, EVALUATION, 1, 0, 1), [4])
  assert.deepEqual(confusedWorst(LABELS, EVALUATION, 3), [5, 4, 3])
  const told = { confidence: [200, 200, 90] }
  assert.equal(confusedCut(told, [0, 1, 2], 1), " (of equally sure ones the first)")
  assert.deepEqual([2, 3, 0].map((shown) => confusedCut(told, [0, 1, 2], shown)), ["", "", ""])
})

test("rare mistakes still show, and none does not", () => {
  assert.equal(confusedStrength(0), 0)
  assert.equal(confusedStrength(NaN), 0)
  near(confusedStrength(0.01), 0.1)
  assert.equal(confusedColour(true, 0.25), "rgb(8 81 156 / 0.250)")
  assert.notEqual(confusedColour(false, 1), confusedColour(true, 1))
})

// Gradients.

test("an axis holds its range in whole decades", () => {
  assert.deepEqual(slopeAxis(0.002, 0.3), [-3, 0])
  assert.deepEqual(slopeAxis(0.001, 0.001), [-3, -2])
  assert.deepEqual(slopeAxis(Infinity, 0), [-4, 0])
  near(slopePlace(0.1, [-3, 1]), 0.5)
  assert.equal(slopePlace(1e9, [-3, 1]), 1)
  assert.equal(slopePlace(1e-9, [-3, 1]), 0)
})

test("ticks are few and named", () => {
  assert.deepEqual(slopeTicks([-2, 1]).map(({ words }) => words), ["10⁻²", "10⁻¹", "1", "10¹"])
  assert.ok(slopeTicks([-12, 8]).length <= 6)
})

const TENSORS = ["a", "b"].flatMap((name) => [
  { name: `${name}.weight`, shape: [4, 4], trained: true },
  { name: `${name}.bias`, shape: [4], trained: true },
])
const said = (first, last, ratio) => slopeSentences({ step: 5, gradients: { "a.weight": first, "b.weight": last }, updates: { "a.weight": ratio, "b.weight": ratio } }, TENSORS)

test("words follow from the numbers alone", () => {
  assert.match(said(0.01, 0.1, 0.001), /10 times smaller than that of the last\. In the median layer one step is 0\.001 of/)
  assert.doesNotMatch(said(0.01, 0.1, 0.001), /Vanishing|Exploding|hardly|so much/)
  assert.match(said(1e-5, 0.1, 0.001), /Vanishing/)
  assert.match(said(100, 0.1, 0.001), /Exploding: it grows/)
  assert.match(said(Infinity, 0.1, 0.001), /no longer a finite number/)
  assert.match(said(null, 0.1, 0.001), /no longer a finite number/)
  assert.match(said(0.1, 0.1, 1e-7), /as long as.*hardly any movement/)
  assert.match(said(0.1, 0.1, 0.5), /so much/)
  assert.match(slopeSentences({ step: 0 }, TENSORS), /no gradient was taken down/)
})

test("look-alikes are ranked whatever the threshold, and the threshold is said", () => {
  const filters = Float32Array.of(1, 0, 0, 1, 3, 0.1, -1, 0, 0.6, 0.8)
  const ranked = weightRanked(filters, 5, 3)
  assert.deepEqual(ranked.map(([k, l]) => [k, l]), [[0, 2], [1, 4], [2, 4]])
  assert.match(filtersRanked(ranked), /^Most alike: 1 and 3: 0\.999; 2 and 5: 0\.8; 3 and 5: 0\.626\.$/)
  assert.equal(filtersRanked(weightRanked(new Float32Array(4), 2, 3)), "")
  assert.match(filtersAlike(weightTwins(filters, 5, 0.7), 5, 0.7), /^4 of 5 have a near-twin \(cosine similarity above 0\.7\)/)
})

test("what a class's weights are to its logit names standardising and, where there is one, the bias", () => {
  const said = filtersOfClass({ mean: 0.2860, deviation: 0.353 }, true)
  for (const part of ["0.286 is taken away", "divided by 0.353", "plus the class's bias", "logit"]) assert.ok(said.includes(part), part)
  assert.ok(!filtersOfClass({ mean: 0.1, deviation: 1 }, false).includes("bias"))
})

test("pictures of classes are large", () => {
  for (const width of [330, 430, 700]) assert.ok(weightLarge(width, 28) * 28 >= 84)
  assert.equal(weightLarge(430, 28), 4)
})
