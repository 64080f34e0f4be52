"""Every colour that the app draws in and what it stands for, and the frame that all plots share.

Lines and bars have Okabe and Ito's colours, told apart with any kind of colour vision; a dash, mark or hatch tells
them apart without any. Colours of values are in `palettes`, those of the page in .streamlit/config.toml. Components'
style sheets get theirs from here; components/shared/theme.mjs repeats them for scripts, and a test holds it to these.
"""

from typing import Any

Colour = tuple[int, int, int]


def rgb(colour: str) -> Colour:
    """A colour written #rrggbb as red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


# What a plot is about, and what stands beside it; a third and fourth of their kind.
BLUE, VERMILION, GREEN, PINK = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
# A fifth, and what all others are compared with.
OCHRE, GREY = "#9A7400", "#777777"
# Besides, in diagrams of networks: normalisation, and activations.
SKY, YELLOW = "#56B4E9", "#F0E442"
# What was invented, and what is pointed at.
ORANGE = "#E69F00"
INVENTED, MARK = rgb(ORANGE), rgb(VERMILION)

# What components draw in, by name: --cnn-NAME in their style sheets, NAME of components/shared/theme.mjs in scripts.
BROWSER = {
    "blue": BLUE,
    "vermilion": VERMILION,
    "green": GREEN,
    "pink": PINK,
    "grey": GREY,
    "sky": SKY,
    "yellow": YELLOW,
    "orange": ORANGE,
    # The input of a network; a class that is not the right one.
    "entry": "#8A94A3",
    # A signal's numbers.
    "signal": "#8B93A1",
    "dropout": "#5B6470",
    # A folded layer.
    "folded": "#B9C0CA",
    # The background of what is marked in pink.
    "blush": "#E9C3D8",
}

# Pictures for slides: what they are drawn on, what is written, what is written beside it, lines between cells, and
# cells that nothing is known of yet.
PAPER: Colour = (255, 255, 255)
INK: Colour = (17, 17, 17)
MUTED: Colour = (95, 100, 108)
RULE: Colour = (178, 182, 188)
BLANK: Colour = (222, 225, 229)
# Where two numbers are not connected: between light and dark, and in no signed palette that has colours.
UNCONNECTED: Colour = (140, 140, 140)
# Between the pictures of a sheet.
BETWEEN: Colour = (128, 128, 128)


def frame(
    height: int,
    left: int = 50,
    right: int = 10,
    bottom: int = 40,
    legend: float = 1.02,
) -> dict[str, Any]:
    """The layout of a plot `height` pixels high: its margins in pixels, and its legend above it from `legend` times the
    height of the axes on: as many rows as a narrow window needs make the axes lower and lie on nothing."""
    return {
        "height": height,
        "margin": {"l": left, "r": right, "t": 10, "b": bottom},
        "legend": {"orientation": "h", "y": legend, "yanchor": "bottom"},
    }
