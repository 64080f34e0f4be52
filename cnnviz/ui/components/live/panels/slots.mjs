// Which panels there are, in the order in which they stand: of one run, of both of a pair, and of each of them.

import { ConfusionPanel } from "./confusion/confusion.mjs"
import { CurvesPanel } from "./curves/curves.mjs"
import { FiltersPanel } from "./filters/filters.mjs"
import { GradientsPanel } from "./gradients/gradients.mjs"
import { MapsPanel } from "./maps/maps.mjs"
import { ProbePanel } from "./probe/probe.mjs"

/**
 * @import { PanelType } from "../panel.js"
 *
 * @typedef {[name: string, type: PanelType][]} Slots
 */

/** @type {Slots} */
export const BOARD = [
  ["filters", FiltersPanel],
  ["curves", CurvesPanel],
  ["maps", MapsPanel],
  ["probe", ProbePanel],
  ["confusion", ConfusionPanel],
  ["gradients", GradientsPanel],
]
/** Of a run that was taken along without pictures to put to it. @type {Slots} */
export const WITHOUT_PICTURES = BOARD.filter(([name]) => ["filters", "curves", "gradients"].includes(name))
/** @type {Slots} */
export const OF_BOTH = [["curves", CurvesPanel]]
/** @type {Slots} */
export const OF_EACH = [
  ["filters", FiltersPanel],
  ["gradients", GradientsPanel],
]
