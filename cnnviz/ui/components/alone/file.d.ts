// What a file that is taken along holds: see cnnviz/ui/alone/document.py.

/** Bytes by the ids of their pieces, JSON as it is, or JSON by the id of its piece. */
export type Data = { pieces: number[] } | { json: object } | { text: number }

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
 * A component, a chart (JSON of a ChartSpec), a table (HTML); `open` is what is shown of it while the question is. Then it
 * is covered whole, or `parts` of it are, by the names that its style sheet gives them.
 */
export interface Part {
  kind: "part"
  name: string
  key: string
  data: Data
  open: Data | null
  covered: boolean
  parts: string[]
}

/** A part, words, or some of them that are folded away. */
export type Item =
  | Part
  | { kind: "words"; html: string; open: boolean }
  | { kind: "fold"; label: string; items: Item[]; open: boolean }

/** A chart as Plotly reads it, but for the look that all of them share. */
export interface ChartSpec {
  data: object[]
  layout: { height?: number }
  config: object
}

/** What draws charts: Plotly's script, packed (zlib) and written in base64, and its template in light and in dark. */
export interface ChartTools {
  library: string
  look: { light: object; dark: object }
}

export interface Plotly {
  newPlot(place: HTMLElement, data: object[], layout: object, config: object): Promise<unknown>
  purge(place: HTMLElement): void
}

export interface Draw {
  items: Item[]
  question: Question | null
}

export interface Step {
  heading: string
  text: string
  notice: string
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
  /** Bytes, packed (zlib) and written in base64; some as differences, see pieces.mjs. */
  pieces: string[]
  /** Null where no chart is in it. */
  charts: ChartTools | null
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
