// What a file that is taken along holds: see cnnviz/ui/alone/document.py.

/** Bytes by the ids of their pieces, or JSON as it is. */
export type Data = { pieces: number[] } | { json: object }

/** An answer: a number, the id of a choice, ids in an order, or numbers: a cell, a size, those of a curve. */
export type Given = number | string | string[] | number[]

export interface Question {
  kind: "number" | "choice" | "order" | "point" | "size" | "curve"
  ask: string
  /** Of a cell to point at all that are right. */
  right: Given | number[][]
  /** Which answer is which misconception. */
  traps: [id: string, given: Given | number[][]][]
  options?: [id: string, label: string][]
  pictures?: Record<string, { png: string; told: string }>
  legend?: string
  /** Of a curve: to a multiple of what it is dragged. */
  step?: number
  /** What it is answered on with a hand, and the same with the right answer. */
  board?: Data
  closed?: Data
}

/**
 * A component, or words; `open` is what is shown of it while the question is. Then it is covered whole, or `parts` of it
 * are, by the names that its style sheet gives them.
 */
export type Item =
  | { kind: "part"; name: string; key: string; data: Data; open: Data | null; covered: boolean; parts: string[] }
  | { kind: "words"; html: string; open: boolean }

export interface Draw {
  items: Item[]
  question: Question | null
}

export interface Step {
  heading: string
  sentence: string
  text: string
  notice: string
  lights: string[]
  draws: Draw[]
}

export interface File {
  title: string
  sentence: string
  afterwards: string
  credits: string[]
  steps: Step[]
  /** What is said to each misconception. */
  answers: Record<string, string>
  styles: Record<string, string>
  /** Bytes, packed (zlib) and written in base64. */
  pieces: string[]
}

/** What came of a question: null was skipped. */
export interface Answer {
  given: Given | null
  right: boolean
  first: boolean
  misconception: string
  draw: number
}

/** The default export of a component. */
export type Component = (mounted: Mounted<any, any, any>) => (() => void) | undefined
