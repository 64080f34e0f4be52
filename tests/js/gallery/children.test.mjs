import assert from "node:assert/strict"
import { test } from "node:test"

import { viewsOf } from "../../../cnnviz/ui/components/gallery/children.mjs"

test("views follow their list: those of the same kind stay, others are replaced, added or taken away", () => {
  const holder = { children: [] }
  holder.append = (node) => holder.children.push(node)
  const make = ({ kind, title }) => {
    const node = {
      title,
      remove: () => holder.children.splice(holder.children.indexOf(node), 1),
      replaceWith: (other) => holder.children.splice(holder.children.indexOf(node), 1, other),
    }
    return { kind, node }
  }
  const a = { kind: "picture", title: "a" }
  const b = { kind: "matrix", title: "b" }
  const alike = { title: "without a kind" }
  const first = viewsOf(holder, [], [a, a, alike], make)
  assert.deepEqual(
    first.map(({ kind }) => kind),
    ["picture", "picture", undefined],
  )
  const second = viewsOf(holder, first, [a, b], make)
  assert.equal(second[0], first[0])
  assert.notEqual(second[1], first[1])
  assert.deepEqual(
    holder.children.map(({ title }) => title),
    ["a", "b"],
  )
  const third = viewsOf(holder, second, [a, b, alike], make)
  assert.deepEqual(third.slice(0, 2), second)
  assert.equal(holder.children.length, 3)
})
