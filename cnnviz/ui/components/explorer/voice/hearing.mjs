// A row of numbers as tones: the larger the number, the higher the tone. It sounds when it is asked for, and only then.

import { counted } from "../../shared/counting.mjs"
import { text } from "../../shared/numbers.mjs"

/**
 * @typedef {object} Row
 * @property {string} name "Row 5 of the output".
 * @property {number[]} values
 * @property {number} low The smallest and the largest number of the whole map: its rows are heard on one scale.
 * @property {number} high
 */

// Hertz of the smallest and of the largest number; seconds that a tone takes; tones at most, evenly spread.
const LOWEST = 196
const HIGHEST = 784
const LASTS = 0.18
const MOST = 64
const LOUD = 0.18

/**
 * The tones of a row, in hertz; one in the middle where all numbers of the map are equal.
 * @param {Row} row
 */
export function tonesOf({ values, low, high }) {
  const share = (/** @type {number} */ value) => (high > low ? (value - low) / (high - low) : 0.5)
  return spread(values).map((value) => LOWEST * (HIGHEST / LOWEST) ** share(value))
}

/** @param {number[]} values */
function spread(values) {
  if (values.length <= MOST) return values
  return Array.from({ length: MOST }, (_, k) => values[Math.round((k * (values.length - 1)) / (MOST - 1))])
}

/**
 * What is heard, in words.
 * @param {Row} row
 */
export function rowSentence({ name, values, low, high }) {
  const some = values.length > MOST ? `, ${MOST} of them heard` : ""
  const ends = `The lowest tone of this map is ${text(low)}, the highest ${text(high)}.`
  return `${name}: ${counted(values.length, "number")} from left to right${some}, the larger the higher. ${ends}`
}

export class Hearing {
  /** @param {(playing: boolean) => void} tell told when it begins and ends */
  constructor(tell) {
    this.tell = tell
    /** @type {AudioContext | null} */
    this.sound = null
  }

  /** @param {Row} row */
  play(row) {
    this.stop()
    const sound = new AudioContext()
    this.sound = sound
    const tones = tonesOf(row)
    tones.forEach((pitch, k) => toneIn(sound, pitch, k, tones.length))
    this.tell(true)
    this.ending = setTimeout(() => this.stop(), (tones.length * LASTS + 0.2) * 1000)
  }

  stop() {
    clearTimeout(this.ending)
    if (!this.sound) return
    this.sound.close()
    this.sound = null
    this.tell(false)
  }
}

/**
 * The k-th of `count` tones, further to the right than the one before.
 * @param {AudioContext} sound
 * @param {number} pitch
 * @param {number} k
 * @param {number} count
 */
function toneIn(sound, pitch, k, count) {
  const begin = sound.currentTime + 0.05 + k * LASTS
  const [tone, loudness, place] = [sound.createOscillator(), sound.createGain(), sound.createStereoPanner()]
  tone.frequency.value = pitch
  place.pan.value = count > 1 ? (1.6 * k) / (count - 1) - 0.8 : 0
  loudness.gain.setValueAtTime(0, begin)
  loudness.gain.linearRampToValueAtTime(LOUD, begin + 0.02)
  loudness.gain.setValueAtTime(LOUD, begin + LASTS - 0.05)
  loudness.gain.linearRampToValueAtTime(0, begin + LASTS - 0.01)
  tone.connect(loudness).connect(place).connect(sound.destination)
  tone.start(begin)
  tone.stop(begin + LASTS)
}
