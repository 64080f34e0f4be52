// The colours that components draw in, as BROWSER of cnnviz/figures/draw/theme.py has them; a test holds them to it.
// In style sheets they are --cnn-blue, --cnn-vermilion and so on. Two more digits make one see-through: `${BLUE}80`.

export const BLUE = "#0072b2"
export const VERMILION = "#d55e00"
export const GREEN = "#009e73"
export const PINK = "#cc79a7"
export const SKY = "#56b4e9"
export const YELLOW = "#f0e442"
export const ORANGE = "#e69f00"
export const ENTRY = "#8a94a3"
export const SIGNAL = "#8b93a1"
export const DROPOUT = "#5b6470"
export const FOLDED = "#b9c0ca"
