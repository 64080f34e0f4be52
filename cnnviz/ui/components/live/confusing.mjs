// Counting an evaluation: which class was taken for which, how often rightly, and where the network was surest and wrong.

/** How many pictures of true class r were taken for class c, at r · classes + c. */
export function confusedCounts(labels, predicted, classes) {
  const counts = new Int32Array(classes * classes)
  const count = Math.min(labels.length, predicted.length)
  for (let i = 0; i < count; i++) if (labels[i] < classes && predicted[i] < classes) counts[labels[i] * classes + predicted[i]]++
  return counts
}

/** For each true class: { right, total, share } of its pictures; share is NaN where there are none. */
export function confusedRows(counts, classes) {
  return Array.from({ length: classes }, (_, row) => {
    const line = counts.subarray(row * classes, (row + 1) * classes)
    const total = line.reduce((a, b) => a + b, 0)
    return { right: line[row], total, share: line[row] / total }
  })
}

/** The pictures of true class `row` that were taken for `column`, the surest first, at most so many. */
export function confusedIn(labels, { predicted, confidence }, row, column, most) {
  const found = []
  for (let i = 0; i < Math.min(labels.length, predicted.length); i++) if (labels[i] === row && predicted[i] === column) found.push(i)
  return found.sort((a, b) => confidence[b] - confidence[a] || a - b).slice(0, most)
}

/** The pictures that were taken for a wrong class, the surest first, at most so many. */
export function confusedWorst(labels, { predicted, confidence }, most) {
  const found = []
  for (let i = 0; i < Math.min(labels.length, predicted.length); i++) if (labels[i] !== predicted[i]) found.push(i)
  return found.sort((a, b) => confidence[b] - confidence[a] || a - b).slice(0, most)
}

/** What is said where the last picture shown is as sure as one that is not: confidences are of 256 steps. */
export function confusedCut({ confidence }, every, shown) {
  return shown && every.length > shown && confidence[every[shown]] === confidence[every[shown - 1]] ? " (of equally sure ones the first)" : ""
}

/** How strong a share of a row is coloured: its root, so that rare mistakes show. */
export function confusedStrength(share) {
  return Math.sqrt(share || 0)
}
