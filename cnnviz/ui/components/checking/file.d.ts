// What a checking page holds: see cnnviz/course/exercises/handed_in.py.

/** An answer: a number, the id of a choice, ids in an order, or a cell or size. */
export type Given = number | string | string[] | number[]

export interface Question {
  kind: "number" | "choice" | "order" | "which" | "point" | "size"
  ask: string
  key: Given
  /** What is chosen from, or put in order, as codes count it, and how it is read. */
  ids: string[]
  names: Record<string, string>
  /** Rows and columns that a cell, or a size, stays below. */
  sides: [rows: number, columns: number]
  /** What each misconception would answer. */
  traps: [id: string, given: Given][]
}

export interface Exercise {
  /** What stands of its id in its codes. */
  prefix: number
  questions: Question[]
  /** Misconceptions by their ids. */
  misconceptions: Record<string, string>
  /** What is said of what is no code, and of another exercise's. */
  wrong: string
  other: string
}

/** A line of what was pasted: who, as far as it says, and the answers or why there are none. */
export interface Line {
  who: string
  given: (Given | null)[]
  trouble: string
}

export type Row = Record<string, string>
