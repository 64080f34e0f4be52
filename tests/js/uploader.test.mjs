import assert from "node:assert/strict"
import test from "node:test"

import { framed, uploadAddress } from "../../cnnviz/ui/components/sending.mjs"
import { addressName, draggedAddress, fetchedPicture, unreachable, webAddress } from "../../cnnviz/ui/components/uploader/address.mjs"
import { cameraTrouble, noCamera } from "../../cnnviz/ui/components/uploader/camera.mjs"
import { droppedFiles, namesShown, pickedFiles, shortName, sizeText, tooMuch } from "../../cnnviz/ui/components/uploader/files.mjs"

const bytes = (count) => new Blob([new Uint8Array(count)])

test("a body tells names and sizes before the bytes", async () => {
  const body = framed([{ name: "über/1.png", blob: new Blob(["abc"]) }, { name: "", blob: new Blob([]) }])
  const raw = new Uint8Array(await body.arrayBuffer())
  const length = new DataView(raw.buffer).getUint32(0, true)
  assert.deepEqual(JSON.parse(new TextDecoder().decode(raw.subarray(4, 4 + length))), [["über/1.png", 3], ["", 0]])
  assert.equal(new TextDecoder().decode(raw.subarray(4 + length)), "abc")
})

test("files go to the app whatever folder it is served from", () => {
  assert.equal(uploadAddress("https://a.org/kernel-lab?x=1#y", "t"), "https://a.org/uploads/t")
  assert.equal(uploadAddress("https://a.org/teaching/cnn/kernel-lab", "t"), "https://a.org/teaching/cnn/uploads/t")
  assert.equal(uploadAddress("https://a.org/cnn/", "t"), "https://a.org/cnn/uploads/t")
})

test("exactly the limit is no byte too much, one more is", () => {
  const most = 20 * 2 ** 20
  assert.equal(tooMuch([{ name: "a", blob: bytes(most) }], most, 1), "")
  assert.match(tooMuch([{ name: "cats/a.png", blob: bytes(most + 1) }], most, 1), /^a\.png is 20\.1 MB large\. The limit is 20 MB:/)
  const two = [{ name: "a", blob: bytes(most) }, { name: "b", blob: bytes(1) }]
  assert.match(tooMuch(two, most, 2), /^All 2 files together are 20\.1 MB/)
  assert.match(tooMuch(two.map(({ name }) => ({ name, blob: bytes(1) })), most, 1), /2 files\. The limit is 1/)
})

test("sizes are said as people say them", () => {
  assert.deepEqual([0, 999, 1000, 2 ** 20 - 1, 2 ** 20, 1.55 * 2 ** 20].map(sizeText), ["0 bytes", "999 bytes", "1 KB", "1024 KB", "1 MB", "1.6 MB"])
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
  assert.deepEqual(found.map(({ name }) => name), ["pets/cat/1", "pets/cat/2", "pets/cat/3", "pets/notes.txt"])
  const loose = await droppedFiles({ items: [{ kind: "file", webkitGetAsEntry: () => file("a") }], files: [{ name: "a" }] })
  assert.deepEqual(loose.map(({ name }) => name), ["a"])
})

test("an address of a picture is one that a browser may fetch", () => {
  assert.equal(webAddress(" example.org/cat.jpg ").href, "https://example.org/cat.jpg")
  assert.equal(webAddress("http://localhost:80/a").host, "localhost")
  for (const text of ["", "cat", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.org/b", "https://"]) assert.equal(webAddress(text), undefined, text)
  assert.equal(addressName(new URL("https://a.org/x/%C3%BCber.png?s=1")), "über.png")
  assert.equal(addressName(new URL("https://a.org/%E0%A4%A.png")), "%E0%A4%A.png")
  assert.equal(addressName(new URL("https://a.org/")), "a.org")
})

test("what is dragged from another page is the picture, not the page it links to", () => {
  const transfer = (html, list) => ({ getData: (kind) => (kind === "text/html" ? html : list) })
  assert.equal(draggedAddress(transfer('<a href="/p"><img alt="x" src="https://a.org/i?a=1&amp;b=2"></a>', "https://a.org/p")), "https://a.org/i?a=1&b=2")
  assert.equal(draggedAddress(transfer("", "# a comment\r\nhttps://a.org/i.png\r\n")), "https://a.org/i.png")
})

test("why a site's picture did not come is said with the way to get it", async (t) => {
  globalThis.location = { protocol: "http:" }
  t.after(() => delete globalThis.location)
  const address = new URL("https://a.org/i.png")
  const answers = (make) => t.mock.method(globalThis, "fetch", async () => make())
  const going = new AbortController().signal
  answers(() => { throw new TypeError("Failed to fetch") })
  await assert.rejects(fetchedPicture(address, 10, going), /a\.org does not let other pages.*save it.*paste it/)
  answers(() => new Response("", { status: 404 }))
  await assert.rejects(fetchedPicture(address, 10, going), /answers 404/)
  answers(() => new Response("<html>", { headers: { "Content-Type": "text/html" } }))
  await assert.rejects(fetchedPicture(address, 10, going), /of a web page/)
  answers(() => new Response(new Uint8Array(11)))
  await assert.rejects(fetchedPicture(address, 10, going), /larger than/)
  answers(() => new Response(new Uint8Array(10)))
  const file = await fetchedPicture(address, 10, going)
  assert.deepEqual([file.name, file.blob.size], ["i.png", 10])
  assert.match(unreachable(new URL("http://a.org/i"), { protocol: "https:" }), /nothing over plain http/)
})

test("a page over plain http says that its camera needs https or this computer", () => {
  assert.match(noCamera(false, undefined), /only over https, or on this computer/)
  assert.match(noCamera(true, undefined), /no camera/)
  assert.equal(noCamera(true, { getUserMedia: () => undefined }), "")
  assert.match(cameraTrouble("NotAllowedError"), /that page has to allow it/)
  assert.match(cameraTrouble("NotFoundError"), /No camera was found/)
  assert.match(cameraTrouble("NotReadableError"), /another program/)
})
