// What the parts of the explorer tell each other.

import type { Cell } from "../shared/geometry.mjs"
import type { Scales } from "./step/scales.mjs"
import type { Terms, Values, Work } from "./step/step.mjs"

/** What is pointed at: an output, an input of a channel, or one of the kernel's weights. */
export type Pointer =
  | { kind: "output"; cell: Cell }
  | { kind: "input"; cell: Cell; channel: number }
  | { kind: "weight"; tap: number }

export type Layout = "plane" | "signal"

/** What the server says of a step, beside its arrays: see ui/explorer/drawing.py and figures/walk/explored.py. */
export interface Header {
  operation: "correlate" | "pool"
  /** Of the map that the step makes. */
  name: string
  channels: string[]
  /** Whether the kernel is the same for every channel. */
  uniform: boolean
  /** The end of the scale of all maps. */
  shared: number
  layout: Layout
  knobs: Knob[]
  values: Values
  editable: boolean
  paintable: "" | "pixels" | "numbers"
  /** Rows and columns that a kernel may have. */
  largest: number
  cell: Cell
  /** Whether the link names that output. */
  begun: boolean
  edition: string
  trouble: string
  /** Whether a question is open: then what the step comes to is neither shown nor said. */
  asking: boolean
  /** Pixels that a lesson takes above. */
  above: number
  /** What a lesson speaks of: controls by their names, and parts of the stage. */
  lit: string[]
  /** Whether there is no server: a file that was taken along. */
  alone?: boolean
}

/** A control, as ui/explorer/knobs.py describes it. */
export interface Knob {
  name: string
  kind: "slider" | "choice" | "switch"
  label: string
  sentence: string
  /** Of a choice: id -> label. */
  options: Record<string, string>
  low: number
  high: number
  step: number
  fitted: boolean
  remote: boolean
  when: Values
  folded: boolean
  /** An exercise lets nobody turn it. */
  locked: boolean
  first: number
}

/** A step worked out, and how it is shown. */
export interface Shown {
  work: Work
  scales: Scales
  channels: string[]
  /** Which channel is looked at where there are too many to show. */
  channel: number
  /** Of the map. */
  name: string
  layout: Layout
  editable: boolean
  paintable: boolean
  /** Whether what comes out is covered, until a question is answered. */
  asking: boolean
  /** Pixels of the window that are taken, besides what always is. */
  above: number
  /** Whether the app's own controls stand round it. */
  served: boolean
}

/** One output, and what is pointed at. */
export interface Moment {
  cell: Cell
  terms: Terms
  pointer: Pointer | null
  /** Which cell of the window is pointed at; −1 for none. */
  tap: number
  /** The last output reached, where those after it are veiled. */
  reached: Cell | null
  /** Whether the input is shown alone, before the first window. */
  alone: boolean
  sum: number
  value: number
}

/** The one shape of everything that stands in the explorer. It is made in a parent, with hooks that it tells. */
export interface Panel {
  /** Draws another step. */
  show?(shown: Shown): void
  /** Draws one output of the step. */
  draw?(shown: Shown, moment: Moment): void
  /** Takes the room there is. */
  fit?(): void
  /** Ends what is under way. */
  stop?(): void
}

/** Input, kernel and output, in one of the layouts. */
export interface Board extends Panel {
  show(shown: Shown): void
  draw(shown: Shown, moment: Moment): void
  fit(): void
  /** Zooms by a factor around the part of an output; 0 shows everything. */
  zoom(factor: number, cell: Cell): void
  /** Zooms until a cell takes so many pixels. */
  zoomTo(pixels: number, cell: Cell): void
  /** Brings an output and its window into sight. */
  follow(moment: Moment): void
}

/** What a board tells of the pointer. */
export interface BoardHooks {
  point(pointer: Pointer | null): void
  /** Somebody walked there with the keyboard: it is pointed at, and said. */
  read(pointer: Pointer | null): void
  /** Pixels that what stands between needs, of so many. */
  need(wide: number): number
  pin(cell: Cell): void
  zoom(factor: number): void
  /** Whether the pointer paints. */
  pen(): boolean
  paint(channels: number[], cell: Cell): void
  /** A number of the input is another. */
  put(place: number, value: number): void
  /** What was put stays. */
  rest(): void
}
