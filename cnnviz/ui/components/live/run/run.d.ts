// What the server says of a run (cnnviz/api/runs/answers.py, cnnviz/training/events.py), and what is known of it here.

import type { Values } from "../../shared/message.mjs"

export type Command = "pause" | "resume" | "batch" | "epoch" | "rate" | "stop"
export type Status =
  | "queued"
  | "starting"
  | "running"
  | "paused"
  | "finished"
  | "stopped"
  | "failed"
  | "interrupted"
  | "diverged"

export interface Run {
  status: Status
  /** A sentence on how it ended, or "". */
  reason: string
  /** Whether it was loaded from its own file, which the reason says. */
  loaded?: boolean
  /** In the queue, counted from 1; 0 beside it. */
  place: number
  /** Whether this browser controls it. */
  control: boolean
  view: string
  title: string
  /** Seconds since 1970; 0 for a run that comes with the app. */
  created: number
  /** The view id of the run that it branched from, or "". */
  parent: string
}

/** What of the config is read here. */
export interface Config {
  batch: number
  rate: number
  schedule: string
  smoothing: number
  /** Whether every picture's pixels change places before the network reads it. */
  permuted?: boolean
}

export interface Layer {
  path: string
  title: string
}

export interface Tensor {
  name: string
  path: string
  shape: number[]
  trained: boolean
}

export interface Begun {
  steps: number
  epoch_steps: number
  device: string
  threads: number
  classes: string[]
  /** Of a picture: channels, rows, columns. */
  size: number[]
  /** Of the training pixels, 0 to 1. */
  mean: number
  deviation: number
  /** How many validation pictures there are. */
  validation: number
  layers: Layer[]
  tensors: Tensor[]
}

/** Numbers by tensor; null where one is not finite. */
export type Norms = Record<string, number | null>

export interface Snapshot {
  seq: number
  step: number
  epoch: number
  seconds: number
  gradients: Norms
  updates: Norms
  /** Whether only the first layer is kept. */
  partial: boolean
  /** The first layer's weights (o c i j), where they can be drawn. */
  filters: Float32Array | null
  /** The loss's gradient by them, the mean over the batch of this step, to three digits; null where none was kept. */
  gradient: Float32Array | null
  shape: number[]
}

export interface Evaluation {
  seq: number
  step: number
  part: "validation" | "test"
  loss: number
  accuracy: number
  /** Of every picture: the class it was taken for, how surely (0 to 255), and what the true class got. */
  predicted: Uint8Array | null
  confidence: Uint8Array | null
  given: Uint8Array | null
}

/** Where something happened to the run. */
export interface Mark {
  seq: number
  step: number
  what: "pause" | "resume" | "rate" | "epoch" | "resumed" | "branch"
  value: number
}

/** Numbers of every step, one list each. */
export interface Scalars {
  step: number[]
  loss: number[]
  accuracy: number[]
  rate: number[]
}

export interface Pace {
  step: number
  /** Of training until then. */
  seconds: number
}

/** All that is known of a run, in order. */
export interface History {
  run: Run | null
  config: Config | null
  /** The config in a line to read. */
  summary: string
  /** Whether the classes' logits are weighted sums of the pixels. */
  linear: boolean
  begun: Begun | null
  scalars: Scalars
  paces: Pace[]
  snapshots: Snapshot[]
  evaluations: Evaluation[]
  marks: Mark[]
  done: { why: string } | null
  /** The true classes of all validation pictures. */
  labels: Uint8Array | null
  /** The number of the last event. */
  last: number
}

/** The picture that is put to the network: a validation picture by its number, or bytes (c h w) of one's own. */
export type Probe =
  | { validation: number; image?: undefined; size?: undefined }
  | { image: Uint8Array; size: number[]; validation?: undefined }

export interface SeenLayer extends Layer {
  /** How deep it lies in blocks. */
  level?: number
  shape: number[]
  /** How many of its maps there are here. */
  maps: number
}

/** What the layers make of the probe at one snapshot. */
export interface Seen {
  seq: number
  layers: SeenLayer[]
  /** Bytes, or a vector's numbers, by layer. */
  maps: (Values | null)[]
  /** Lowest and highest value of each layer, one after the other. */
  ranges: Float32Array
  probabilities: Float32Array
  logits: Float32Array
  image: Uint8Array
  /** −1 where it is not known. */
  label: number
}

/** Weights of a deeper layer (o c i j), cut to what is drawn; `of` is how many there are. */
export interface Kernels {
  /** The snapshot that they are of. */
  seq: number
  filters: Float32Array
  shape: number[]
  of: number[]
}

/** Pictures (n c h w) with their true classes. */
export interface Pictures {
  pictures: Uint8Array
  labels: Uint8Array
  size: number[]
}

/** A command on its way: when it was given, and how the run was then. */
export interface Pending {
  command: Command
  value: number
  at: number
  last: number
  status: Status | undefined
}
