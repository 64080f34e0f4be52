// What the parts of the live view tell each other.

import type { CommonScale } from "./panels/filters/common_scale.mjs"
import type { Hub } from "./run/hub.mjs"

/** The one shape of everything that draws runs: made in a parent for one run, or for all that are compared. */
export interface Panel {
  /** Draws what is new since it was last called; every change of a run calls it. */
  draw(): void
  /** The page's theme may have changed. */
  theme?(): void
  /** Ends what is under way. */
  stop(): void
}

export interface PanelHooks {
  /** Moves the timeline of all runs to a step. */
  go(step: number): void
  /** Of the colours of filters, for all runs in sight. */
  scale: CommonScale
  /** The layer, from 1, whose maps one came for; 0 where for none. */
  layer: number
  pages: Pages | null
}

export type PanelType = new (parent: HTMLElement, hubs: Hub[], hooks: PanelHooks) => Panel

/** What the page says of a run: see ui/components/live/__init__.py. */
export interface Shown {
  run: string
  control: string
  title: string
  config: string
  trouble: string
  /** Where it was taken along: what of it is here. */
  taken?: string
}

export interface LiveData {
  runs: Shown[]
  recorded: boolean
  differ: string
  unlike: string
  takes: boolean
  layer?: number
  moment?: number
  way?: string
  looks?: string
}

/** Paths of pages that show more of a moment of a run. */
export interface Pages {
  way: string
  looks: string
}

/** What the page hears: which runs are shown, and that their settings are wanted. */
export type LiveStates = { run: { ids: string[] } }
export type LiveTriggers = { take: boolean }

/** What the controls of a run are offered by the view they stand in. */
export interface Offer {
  config: string
  trouble: string
  recorded: boolean
  taken: string
  /** What controls each run shown, and its view id. */
  ids: [control: string, view: string][]
}

/** Starts and branches promise a sentence on why they could not be; only one run alone has them. */
export interface ControlHooks {
  offer(): Offer
  start?(): Promise<string>
  branch?(): Promise<string>
  film?(progress: (done: number, count: number) => boolean): Promise<Blob | null>
}
