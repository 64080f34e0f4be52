import assert from "node:assert/strict"
import test from "node:test"

import {
  droppedFiles,
  namesShown,
  pickedFiles,
  shortName,
  sizeText,
  tooMuch,
} from "../../../cnnviz/ui/components/uploader/files.mjs"

const bytes = (count) => new Blob([new Uint8Array(count)])

test("exactly the limit is no byte too much, one more is", () => {
  const most = 20 * 2 ** 20
  assert.equal(tooMuch([{ name: "a", blob: bytes(most) }], most, 1), "")
  assert.match(
    tooMuch([{ name: "cats/a.png", blob: bytes(most + 1) }], most, 1),
    /^a\.png is 20\.1 MB large\. The limit is 20 MB:/,
  )
  const two = [
    { name: "a", blob: bytes(most) },
    { name: "b", blob: bytes(1) },
  ]
  assert.match(tooMuch(two, most, 2), /^All 2 files together are 20\.1 MB/)
  assert.match(
    tooMuch(
      two.map(({ name }) => ({ name, blob: bytes(1) })),
      most,
      1,
    ),
    /2 files\. The limit is 1/,
  )
})

test("sizes are said as people say them", () => {
  assert.deepEqual([0, 999, 1000, 2 ** 20 - 1, 2 ** 20, 1.55 * 2 ** 20].map(sizeText), [
    "0 bytes",
    "999 bytes",
    "1 KB",
    "1024 KB",
    "1 MB",
    "1.6 MB",
  ])
})

test("names are shown without folders, without signs that turn text, and not too long", () => {
  assert.equal(shortName("pets\\cat/\u202egpj.exe\u200b"), "gpj.exe")
  assert.equal(shortName("\n"), "The file")
  assert.equal(shortName("n".repeat(90)).length, 59)
  assert.deepEqual(namesShown(["a", "b"]), [["a"], ["b"]])
  assert.deepEqual(namesShown(["a", "b", "c", "d", "e"]), [["a"], ["b"], ["c"], ["d", "e"]])
})

test("of a folder that is picked or dropped every file comes with its path, however many", async () => {
  assert.equal(pickedFiles([{ name: "1.png", webkitRelativePath: "pets/cat/1.png" }])[0].name, "pets/cat/1.png")
  const file = (name) => ({ isDirectory: false, name, file: (done) => done(new Blob([name])) })
  const folder = (name, inside) => ({
    isDirectory: true,
    name,
    createReader: () => ({ readEntries: (done) => done(inside.splice(0, 2)) }),
  })
  const root = folder("pets", [folder("cat", [file("1"), file("2"), file("3")]), folder("dog", []), file("notes.txt")])
  const items = [{ kind: "file", webkitGetAsEntry: () => root }, { kind: "string" }]
  const found = await droppedFiles({ items, files: [{ name: "pets" }] })
  assert.deepEqual(
    found.map(({ name }) => name),
    ["pets/cat/1", "pets/cat/2", "pets/cat/3", "pets/notes.txt"],
  )
  const loose = await droppedFiles({
    items: [{ kind: "file", webkitGetAsEntry: () => file("a") }],
    files: [{ name: "a" }],
  })
  assert.deepEqual(
    loose.map(({ name }) => name),
    ["a"],
  )
})
