// Who this browser is, to the queue.

const STORED = "cnnviz-person"
const PERSON = /^[0-9a-f]{32}$/

let person = ""

/** A random name of this browser's own, for this page only where nothing can be stored. */
export function personHere() {
  if (PERSON.test(person)) return person
  try {
    person = localStorage.getItem(STORED) ?? ""
  } catch {
    // Storage is blocked.
  }
  if (PERSON.test(person)) return person
  person = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
  try {
    localStorage.setItem(STORED, person)
  } catch {
    // The same.
  }
  return person
}
