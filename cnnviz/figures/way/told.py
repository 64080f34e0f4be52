"""What was done to the photo before the network read it, what a wrong normalisation costs, and which words it knows."""

from collections.abc import Sequence

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.figures.way import columns, views
from cnnviz.images import picture
from cnnviz.inspect import preparation

# Pixels of the photo's longer side, where it is shown with what was cut out of it.
SHOWN = 256
# Classes that are named of those that a word is found in.
NAMED = 8


def steps(photo: picture.Pixels, prepared: preparation.Prepared) -> tuple[tiles.Section, ...]:
    """The photo (h w 3) with what is cut out of it outlined, and each step from there to the numbers that the first
    layer reads."""
    top, left, side = prepared.square
    whole = tiles.shrunk(tiles.Picture("The photo", photo, lit=(top, left, side, side)), SHOWN)
    pictures = (
        tiles.Picture(one.title, one.pixels, "" if one.pixels.ndim == 3 else "grey", facts=(one.sentence,))
        for one in prepared.steps
    )
    return (tiles.Section("", "", (whole, *pictures), small=True),)


def cost(right: columns.Answers, wrong: columns.Answers) -> str:
    """What changes where the numbers go in otherwise than the network has learned them."""
    (own, share), (other, less) = right[0], wrong[0]
    before, after = views.percent(share), views.percent(less)
    if own == other:
        return f"With the numbers it was trained on it says “{own}” too: {before}. With these, {after}."
    return f"With the numbers it was trained on it says “{own}”, {before}. With these it says “{other}”, {after}."


def closed(classes: Sequence[str], shares: Sequence[float]) -> str:
    """That there is no other answer."""
    return (
        f"These {numbers.count(len(classes), 'word')} are all it knows. Whatever you show it, their shares add up to "
        f"{numbers.text(round(100 * float(sum(shares)), 6))} %: there is no “none of them”."
    )


def found(said: str, places: Sequence[int], classes: Sequence[str], shares: Sequence[float]) -> str:
    """Whether a word is among the classes, and what each of those it stands in gets of this photo."""
    if not places:
        return f"“{said}” is not among them. Of a photo of that, it can only say which of its own words is nearest."
    each = [f"“{classes[place]}” ({views.percent(float(shares[place]))})" for place in places[:NAMED]]
    more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
    return f"Yes: {', '.join(each)}{more}. In brackets, the share of this photo."
