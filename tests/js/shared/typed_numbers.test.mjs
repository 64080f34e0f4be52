import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { number } from "../../../cnnviz/ui/components/shared/typed_numbers.mjs"

const NUMBERS = JSON.parse(readFileSync(new URL("../../ops/numbers.json", import.meta.url)))

for (const [text, value] of NUMBERS) {
  test(`${JSON.stringify(text)} is ${value === null ? "no number" : `the number ${value}`}`, () =>
    assert.equal(number(text), value ?? NaN))
}

test("a comma that may stand for thousands is refused", () => assert.equal(number("1,000"), NaN))
