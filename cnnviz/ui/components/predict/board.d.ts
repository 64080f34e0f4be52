// What all boards are like.

import type { Numbers } from "../shared/message.mjs"
import type { Legend } from "../shared/plane/grid.mjs"
import type { Given, Kind } from "./spots.mjs"

/** What a message says of a question: see cnnviz/course/questions/boards.py. `key` is told once it is closed. */
export interface Header {
  kind: Kind
  ask: string
  open: boolean
  given: Given | null
  key?: number[] | number[][]
  frame?: [number, number, number, number] | null
  low?: number
  high?: number
  of?: number[]
  room?: number[]
  count?: number
  step?: number
  end?: number
}

/** What was answered, and whether the hand is still on its way. */
export type Go = (given: Given, moving?: boolean) => void

/** What can be typed in place of what is drawn. */
export interface Field {
  label: string
  /** The largest number; without one it is a list of numbers. */
  most?: number
  shown(given: Given | null): string
  /** What is answered once this was typed; null where it is no answer. */
  typed(text: string, given: Given | null): Given | null
}

export interface Board {
  fields: Field[]
  /** Takes at most so many pixels. */
  fit(wide: number): void
  draw(given: Given | null): void
  /** What the colours mean. */
  explain(legend: Legend): void
  /** What stands in a cell. */
  held?(cell: Given): number
}

export interface BoardMaker {
  new (parent: HTMLElement, header: Header, arrays: Map<string, Numbers>, go: Go): Board
}
