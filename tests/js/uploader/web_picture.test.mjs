import assert from "node:assert/strict"
import test from "node:test"

import {
  addressName,
  draggedAddress,
  fetchedPicture,
  unreachable,
  webAddress,
} from "../../../cnnviz/ui/components/uploader/web_picture.mjs"

test("an address of a picture is one that a browser may fetch", () => {
  assert.equal(webAddress(" example.org/cat.jpg ").href, "https://example.org/cat.jpg")
  assert.equal(webAddress("http://localhost:80/a").host, "localhost")
  for (const text of ["", "cat", "file:///etc/passwd", "javascript:alert(1)", "ftp://a.org/b", "https://"])
    assert.equal(webAddress(text), undefined, text)
  assert.equal(addressName(new URL("https://a.org/x/%C3%BCber.png?s=1")), "über.png")
  assert.equal(addressName(new URL("https://a.org/%E0%A4%A.png")), "%E0%A4%A.png")
  assert.equal(addressName(new URL("https://a.org/")), "a.org")
})

test("what is dragged from another page is the picture, not the page it links to", () => {
  const transfer = (html, list) => ({ getData: (kind) => (kind === "text/html" ? html : list) })
  assert.equal(
    draggedAddress(transfer('<a href="/p"><img alt="x" src="https://a.org/i?a=1&amp;b=2"></a>', "https://a.org/p")),
    "https://a.org/i?a=1&b=2",
  )
  assert.equal(draggedAddress(transfer("", "# a comment\r\nhttps://a.org/i.png\r\n")), "https://a.org/i.png")
})

test("why a site's picture did not come is said with the way to get it", async (t) => {
  globalThis.location = { protocol: "http:" }
  t.after(() => delete globalThis.location)
  const address = new URL("https://a.org/i.png")
  const answers = (make) => t.mock.method(globalThis, "fetch", async () => make())
  const going = new AbortController().signal
  answers(() => {
    throw new TypeError("Failed to fetch")
  })
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
