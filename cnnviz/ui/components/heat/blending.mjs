// Heat over a grey picture: as much of the hot colour as there is heat.

// Orange, as cnnviz/figures/draw/theme.py has it.
const HOT = [230, 159, 0]
// The picture lies darker under it, so that heat is seen on white as well.
const DARKER = 0.55

/**
 * A pixel's colour as a canvas word: its grey and its heat, both 0 to 1.
 * @param {number} grey
 * @param {number} heat
 */
export function blended(grey, heat) {
  const [red, green, blue] = HOT.map((hot) => Math.round((1 - heat) * grey * DARKER * 255 + heat * hot))
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0
}
