// What is known of a run: its events, put in order as they arrive. See cnnviz/training/events.py for their kinds.

// Snapshots kept; the server keeps about half as many.
const MOST_SNAPSHOTS = 400
// Evaluations kept with the answer to every picture; of the others only loss and accuracy.
const MOST_ANSWERS = 200

/** A run of which nothing has been told yet. */
export function untold() {
  return {
    run: null,
    config: null,
    // The config in a line to read.
    said: "",
    begun: null,
    scalars: { step: [], loss: [], accuracy: [], rate: [] },
    // How far it was after how many seconds of training: { step, seconds }.
    paces: [],
    snapshots: [],
    evaluations: [],
    marks: [],
    done: null,
    // The true classes of all validation pictures.
    labels: null,
    last: 0,
  }
}

/** Adds what a message of the server tells; what was told before is left out. */
export function told(story, header, arrays) {
  story.run = header.run
  if (header.config) story.config = header.config
  story.said = header.said ?? story.said
  story.labels = arrays.get("labels")?.values ?? story.labels
  for (const event of header.events) {
    if (event.seq <= story.last) continue
    story.last = event.seq
    TELLERS[event.kind]?.(story, event, (name) => arrays.get(`${event.seq}.${name}`))
  }
  story.last = Math.max(story.last, header.last ?? 0)
}

// A run that goes on from a checkpoint learns some steps again: what was told of them goes.
function cut(list, step) {
  while (list.length && list.at(-1).step >= step) list.pop()
}

const TELLERS = {
  begun(story, event) {
    story.begun = event
    story.done = null
  },

  scalars(story, event, array) {
    const { scalars, paces } = story
    const loss = array("loss").values
    const first = event.step - loss.length + 1
    let kept = scalars.step.length
    while (kept && scalars.step[kept - 1] >= first) kept--
    for (const list of Object.values(scalars)) list.length = kept
    loss.forEach((value, at) => {
      scalars.step.push(first + at)
      scalars.loss.push(value)
      scalars.accuracy.push(array("accuracy").values[at])
      scalars.rate.push(array("rate").values[at])
    })
    cut(paces, event.step)
    paces.push({ step: event.step, seconds: event.seconds })
    story.done = null
  },

  snapshot(story, event, array) {
    const { seq, step, epoch, seconds, gradients, updates, partial } = event
    const filters = array("filters")
    cut(story.snapshots, step)
    story.snapshots.push({ seq, step, epoch, seconds, gradients, updates, partial: Boolean(partial), filters: filters?.values ?? null, shape: filters?.shape ?? [0, 0, 0, 0] })
    spare(story.snapshots, MOST_SNAPSHOTS)
  },

  evaluation(story, event, array) {
    const { seq, step, part, accuracy } = event
    // JSON knows no NaN.
    const loss = event.loss ?? NaN
    const answers = Object.fromEntries(["predicted", "confidence", "given"].map((name) => [name, array(name)?.values ?? null]))
    const { evaluations } = story
    // The test at the end belongs to the same step as the last validation.
    while (evaluations.length && evaluations.at(-1).step >= step + (evaluations.at(-1).part === part ? 0 : 1)) evaluations.pop()
    evaluations.push({ seq, step, part, loss, accuracy, ...answers })
    const full = evaluations.filter((one) => one.predicted)
    if (full.length > MOST_ANSWERS) {
      full.slice(0, -1).forEach((one, at) => at % 2 && Object.assign(one, { predicted: null, confidence: null, given: null }))
    }
  },

  mark(story, event) {
    story.marks.push({ seq: event.seq, step: event.step, what: event.what, value: event.value })
  },

  done(story, event) {
    story.done = event
  },
}

/** Leaves out snapshots until `most` are left: each time the one whose neighbours are closest, early ones spared. */
export function spare(snapshots, most) {
  while (snapshots.length > Math.max(2, most)) {
    let worst = 1
    let least = Infinity
    for (let i = 1; i < snapshots.length - 1; i++) {
      const gap = (snapshots[i + 1].step - snapshots[i - 1].step) / (snapshots[i].step + 10)
      if (gap < least) [worst, least] = [i, gap]
    }
    snapshots.splice(worst, 1)
  }
}

/** Where in a list that is ordered by step the last entry at or before a step stands; -1 where there is none. */
export function latest(list, step, stepOf = (one) => one.step) {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (stepOf(list[middle]) <= step) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Where the snapshot nearest to a step stands. */
export function nearestSnapshot(snapshots, step) {
  const before = latest(snapshots, step)
  if (before < 0) return 0
  const after = snapshots[before + 1]
  return after && after.step - step < step - snapshots[before].step ? before + 1 : before
}

/** Examples learned a second over the last three seconds of training; 0 where that is not known yet. */
export function examplesPerSecond(paces, batch) {
  const now = paces.at(-1)
  if (!now) return 0
  let first = paces.length - 1
  while (first && now.seconds - paces[first].seconds < 3) first--
  const before = first || paces[0] !== now ? paces[first] : { step: 0, seconds: 0 }
  return now.seconds > before.seconds ? ((now.step - before.step) * batch) / (now.seconds - before.seconds) : 0
}
