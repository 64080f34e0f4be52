"""What is said of pictures made to excite a unit."""

from cnnviz.training.exciting.wanted import UNIT, How

INTRODUCTION = (
    "No photo: a picture that begins as grey noise and is changed, step by step, in the direction in which the number "
    "rises fastest. It is computed while you watch, in some seconds; stop it at any time."
)
SEED = "Decides the noise that the picture begins with, and every shake: the same seed makes the same picture."
SMOOTH = (
    "Each step changes waves, the long ones as much as the short ones, and colours as photos mix them. "
    "Switched off, it changes single pixels."
)
JITTER = "Before every look the picture is shifted, turned and scaled a little, so that no single pixel can matter."
BESIDE = "The same made otherwise, to compare: with random weights, without helpers, from other noise."
TWIN = (
    "The same way of making it, in the same network with random weights. What both pictures show comes from the "
    "method; what only the left one shows was learned."
)
PLAIN = (
    "The same climb without the two helpers. What looks like noise to you excites it as well, often more: that the "
    "other picture looks like something is partly the helpers’ work."
)
OTHER_SEED = "The same climb from other noise. What both show is not chance; there may still be more that excites it."
TELLS = (
    "What such a picture can tell: something that excites the unit, and that photos need not have. What it cannot: "
    "what else does, how often, or what the unit is for. Compare its number with the best photo’s; a much larger one "
    "says that you look at something no photo contains. The numbers are those of the picture as it is shown: its "
    "pixels are whole numbers from 0 to 255."
)


def how(chosen: How) -> str:
    """How the picture is made, in a sentence."""
    helpers = {"smooth steps": chosen.smooth, "jitter": chosen.jitter}
    on = " and ".join(name for name, is_on in helpers.items() if is_on) or "neither smooth steps nor jitter"
    return f"With its learned weights, {chosen.steps} steps, with {on}, from the noise of seed {chosen.seed}."


def who(chosen: How) -> str:
    """Whose answer to the picture is shown."""
    return "the network with random weights" if chosen.twin else "the network"


def number(aim: str, is_map: bool, activation: str, name: str) -> str:
    """What is climbed, as the head of its row; the name is that of a class, if it is one."""
    if name:
        return f"Logit of “{name}”"
    before = "" if activation == "none" else f", before {activation}"
    if not is_map:
        return f"The number{before}"
    return f"The unit in its middle{before}" if aim == UNIT else f"The map’s mean{before}"
