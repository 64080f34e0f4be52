// Counting an evaluation: which class was taken for which, how often rightly, where the network was surest and wrong.

/**
 * @typedef {object} Answers
 * @property {ArrayLike<number>} predicted The class that each picture was taken for.
 * @property {ArrayLike<number>} confidence How surely, 0 to 255.
 */

/**
 * How many pictures of true class r were taken for class c, at r · classes + c.
 * @param {ArrayLike<number>} labels
 * @param {ArrayLike<number>} predicted
 * @param {number} classes
 */
export function confusionCounts(labels, predicted, classes) {
  const counts = new Int32Array(classes * classes)
  const count = Math.min(labels.length, predicted.length)
  for (let i = 0; i < count; i++)
    if (labels[i] < classes && predicted[i] < classes) counts[labels[i] * classes + predicted[i]]++
  return counts
}

/**
 * For each true class how many of its pictures were right; the share is NaN where there are none.
 * @param {Int32Array} counts
 * @param {number} classes
 */
export function rowsOf(counts, classes) {
  return Array.from({ length: classes }, (_, row) => {
    const line = counts.subarray(row * classes, (row + 1) * classes)
    const total = line.reduce((a, b) => a + b, 0)
    return { right: line[row], total, share: line[row] / total }
  })
}

/**
 * The pictures of true class `row` that were taken for `column`, the surest first.
 * @param {ArrayLike<number>} labels
 * @param {Answers} answers
 * @param {number} row
 * @param {number} column
 */
export function picturesIn(labels, answers, row, column) {
  return surestFirst(labels, answers, (label, taken) => label === row && taken === column)
}

/**
 * The pictures that were taken for a wrong class, the surest first.
 * @param {ArrayLike<number>} labels
 * @param {Answers} answers
 */
export function mistakes(labels, answers) {
  return surestFirst(labels, answers, (label, taken) => label !== taken)
}

/**
 * @param {ArrayLike<number>} labels
 * @param {Answers} answers
 * @param {(label: number, taken: number) => boolean} wanted
 */
function surestFirst(labels, { predicted, confidence }, wanted) {
  const found = []
  for (let i = 0; i < Math.min(labels.length, predicted.length); i++) if (wanted(labels[i], predicted[i])) found.push(i)
  return found.sort((a, b) => confidence[b] - confidence[a] || a - b)
}

/**
 * What is said where the last picture shown is as sure as one that is not: confidences are of 256 steps.
 * @param {Pick<Answers, "confidence">} answers
 * @param {number[]} every
 * @param {number} shown
 */
export function tieWords({ confidence }, every, shown) {
  return shown && every.length > shown && confidence[every[shown]] === confidence[every[shown - 1]]
    ? " (of equally sure ones the first)"
    : ""
}
