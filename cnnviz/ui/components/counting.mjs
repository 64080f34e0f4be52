// How places are told to people, who count from 1; code, links and files count from 0.

/** The path of a layer, 4.branch2.0, as people count: 5.branch3.1. */
export function countedPath(path) {
  return path.replace(/\d+/g, (digits) => String(Number(digits) + 1))
}
