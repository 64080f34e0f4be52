// The board in words.

/** @import { Learner, Shown } from "./board.mjs" */

/** @param {number} number @param {string} noun */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`
}

/** How long a class is still open, to the nearest hour, and at its end to the minute. @param {number} seconds */
export function left(seconds) {
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? count(minutes, "minute") : count(Math.round(minutes / 60), "hour")
}

/** A text without the marks of Markdown. @param {string} text */
export function plain(text) {
  return text.replace(/[*`$]/g, "")
}

/** @param {Learner} one @param {Map<string, string>} pages titles by their paths */
export function about(one, pages) {
  const where = one.here ? (pages.get(one.at) ? `on ${pages.get(one.at)}` : "here") : "away"
  const stuck = one.stuck ? ` Stuck: ${one.stuck}.` : ""
  const how = `${count(one.answered, "question")} answered, ${one.right} right at the first try.`
  return `${one.name} is ${where}. ${how}${stuck}`
}

/** What becomes of a learner who is taken out of the class. @param {Learner} one */
export function parting(one) {
  const lost = one.answered ? ` Their ${count(one.answered, "answer")} will be deleted.` : ""
  const after = "Their page will say so. With the code they can join again, unless you close the doors."
  return `Take ${one.name} out of the class?${lost} ${after}`
}

/** What those hear who listen. @param {Shown} shown */
export function heard(shown) {
  const here = shown.learners.filter((one) => one.here).length
  const stuck = shown.learners.filter((one) => one.stuck).length
  const question = shown.questions.find(({ step }) => step === shown.asked) ?? shown.questions[0]
  const answers = question ? ` ${count(question.count, "answer")} to ${question.title}.` : ""
  return `${count(here, "learner")} here.${answers}${stuck ? ` ${stuck} stuck.` : ""}`
}
