// How a step that is worked out is shown.

import { scalesOf } from "./step/scales.mjs"

/**
 * @import { Header, Shown } from "./panel.js"
 * @import { Work } from "./step/step.mjs"
 */

/**
 * @param {Work} work
 * @param {Header} header
 * @param {Uint32Array} palette
 * @param {number} channel that is looked at, where there are many
 * @returns {Shown}
 */
export function shownAs(work, header, palette, channel) {
  const { channels, name, layout, shared, editable, uniform, paintable, asking, above, alone } = header
  return {
    asking,
    above,
    work,
    scales: scalesOf(work, palette, work.step.values.shared ? shared : 0),
    channels,
    channel: channel < channels.length ? channel : 0,
    name,
    layout,
    editable: editable && uniform,
    paintable: paintable !== "",
    served: !alone,
  }
}
