// What can be undone and done again.

const MOST = 200

/** @template Value */
export class History {
  constructor() {
    /** @type {Value[]} */
    this.past = []
    /** @type {Value[]} */
    this.future = []
  }

  /** Another value takes this one's place, which was made here or not. @param {Value} value */
  left(value) {
    this.past.push(value)
    if (this.past.length > MOST) this.past.shift()
  }

  /** This value was changed: what was undone before cannot be done again. @param {Value} value */
  changed(value) {
    this.left(value)
    this.future = []
  }

  /** The value before this one, or nothing. @param {Value} value */
  back(value) {
    return step(this.past, this.future, value)
  }

  /** The value that was undone, or nothing. @param {Value} value */
  forth(value) {
    return step(this.future, this.past, value)
  }
}

/**
 * @template Value
 * @param {Value[]} from
 * @param {Value[]} to
 * @param {Value} value
 */
function step(from, to, value) {
  const found = from.pop()
  if (found !== undefined) to.push(value)
  return found
}
