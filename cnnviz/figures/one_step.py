"""One step of learning, stage by stage: a picture, a sentence and the numbers of each (C46, C83)."""

from collections.abc import Sequence

import numpy as np

from cnnviz.figures import numbers, tiles
from cnnviz.training import by_hand

# Digits after the point in cells: as many as fit a phone, and more where all numbers of a tile are small.
DECIMALS, MOST_DECIMALS = 2, 3
# The share by which rounding may set equal numbers apart.
TIE = 1e-9


def forward_sections(step: by_hand.Step) -> tuple[tiles.Section, ...]:
    """The picture through both kernels, and the kept numbers through the dense layer."""
    done, weights = step.forward, step.before
    picture = tiles.Matrix("Picture", done.image, "grey", 1.0, ("8 × 8, 0 or 1",))
    kept = len(done.vector)
    slid = (
        "Each kernel slides over the picture: multiply, add up. ReLU sets what is negative to 0. Of every 2 × 2 the "
        "largest is kept (framed)."
    )
    voted = (
        f"The {kept} kept numbers, times {kept} weights of each class, plus its bias, add up to its logit. The weights "
        "lie here as the kept numbers do: three rows for map 1, three for map 2."
    )
    facts = [
        (f"bias {numbers.text(bias)}", f"logit {numbers.text(logit)}")
        for bias, logit in zip(weights.biases, done.logits, strict=True)
    ]
    return (
        tiles.Section("1 · Forward: the kernels", slid, (picture,)),
        *(tiles.Section("", "", _maps(step, number)) for number in range(by_hand.FILTERS)),
        tiles.Section("2 · Forward: a logit for each class", voted, _dense("Weights", weights.dense, facts)),
    )


def table(step: by_hand.Step, true: int) -> list[dict[str, str]]:
    """A row for each class: logit, e to its power, probability, what was wanted, and their difference."""
    done = step.forward
    heated = np.exp(done.logits)
    rows = [
        {
            "class": name,
            "z": numbers.text(done.logits[place]),
            "eᶻ": numbers.text(heated[place]),
            "p": numbers.text(done.probabilities[place]),
            "y": str(int(place == true)),
            "p − y": numbers.text(step.backward.logits[place]),
        }
        for place, name in enumerate(by_hand.CLASSES)
    ]
    sums = (heated.sum(), done.probabilities.sum(), 1, step.backward.logits.sum())
    written = zip(("eᶻ", "p", "y", "p − y"), map(numbers.text, sums), strict=True)
    return [*rows, {"class": "sum", "z": "", **dict(written)}]


def loss_sentence(step: by_hand.Step, true: int) -> str:
    """The loss with its numbers in it."""
    chance = numbers.text(step.forward.probabilities[true])
    return (
        f"Loss = −log p({by_hand.CLASSES[true]}) = −log {chance} = **{numbers.text(step.forward.loss(true))}**. "
        "Sure and right, it is near 0. Sure and wrong, it is large."
    )


def logits_sentence(step: by_hand.Step, true: int) -> str:
    """The gradient of the logits with its numbers in it."""
    name, chance = by_hand.CLASSES[true], numbers.text(step.forward.probabilities[true])
    return (
        f"How the loss changes with each logit is **p − y**. For {name}: {chance} − 1 = "
        f"{numbers.text(step.backward.logits[true])}. Negative: a larger logit would make the loss smaller. For every "
        "other class it is that class's own p. All of them add up to 0."
    )


def dense_section(step: by_hand.Step) -> tiles.Section:
    """The gradient of every dense weight, and the arithmetic of the largest."""
    gradient, logits, vector = step.backward.weights.dense, step.backward.logits, step.forward.vector
    sizes = np.abs(gradient)
    # Sums in another order differ in their last digits; what is equal on paper is a tie.
    equal = sizes >= sizes.max() * (1 - TIE)
    unit, place = divmod(int(equal.argmax()), len(vector))
    first = "The largest" if equal.sum() == 1 else f"The first of {int(equal.sum())} equally large ones"
    said = (
        f"Each weight's gradient is p − y of its class times the number it multiplied. {first}: "
        f"{by_hand.CLASSES[unit]}, {_spot(place)}: {numbers.text(logits[unit])} · {numbers.text(vector[place])} = "
        f"{numbers.text(gradient[unit, place])}."
    )
    facts = [(f"p − y = {numbers.text(value)}",) for value in logits]
    return tiles.Section("5 · Back to the dense layer's weights", said, _dense("Gradient", gradient, facts))


def maps_section(step: by_hand.Step, which: int) -> tiles.Section:
    """Back through the dense layer, the pooling and ReLU to one map."""
    back, done = step.backward, step.forward
    end = tiles.limit(back.pooled)
    reached = int((back.maps[which] != 0).sum())
    said = (
        "Each kept number's gradient: for every class p − y times the weight, added up. Only the largest of its 2 × 2 "
        f"made it, so only that one gets it, and only where ReLU was open. {numbers.count(reached, 'place')} of "
        f"{done.maps[which].size} in this map."
    )
    drawn = (
        _matrix("Gradient of the kept numbers", back.pooled[which], end),
        _matrix("Gradient of the map", back.maps[which], end, (), back.maps[which] != 0),
    )
    return tiles.Section("6 · Back through pooling and ReLU", said, drawn)


def kernel_section(step: by_hand.Step, which: int, row: int, column: int) -> tiles.Section:
    """One kernel weight's gradient: the sum, over all places, of the map's gradient times the pixel it met there."""
    back, side = step.backward, by_hand.MAP
    pixels = step.forward.image[row : row + side, column : column + side]
    product = by_hand.products(step.forward, back.maps[which])[:, :, row, column]
    total = back.weights.kernels[which, row, column]
    marked = np.zeros((by_hand.SIZE, by_hand.SIZE), bool)
    marked[row, column] = True
    end = tiles.limit(back.maps[which])
    terms = [numbers.text(one) for one in product[product != 0]]
    added = f"{' + '.join(terms)} = **{numbers.text(total)}**" if terms else "nothing but zeros: **0**"
    said = (
        f"The weight in row {row + 1}, column {column + 1} is the same at all {side * side} places, so its gradient is "
        f"the sum over all of them: {added}."
    ).replace("+ −", "− ")
    drawn = (
        _matrix("Gradient of the map", back.maps[which], end),
        tiles.Picture("Pixels this weight met", tiles.grey(pixels), "grey"),
        _matrix("Products", product, end, (f"sum {numbers.text(total)}",), product != 0),
        _matrix(
            f"Gradient of kernel {which + 1}",
            back.weights.kernels[which],
            tiles.limit(back.weights.kernels),
            marked=marked,
        ),
    )
    return tiles.Section("7 · Back to a kernel: the sum over all places", said.replace("**", ""), drawn)


def update_section(step: by_hand.Step, which: int, row: int, column: int, rate: float) -> tiles.Section:
    """One kernel before the step, its gradient times the rate, and the kernel after it."""
    before, after = step.before.kernels[which], step.after.kernels[which]
    gradient = step.backward.weights.kernels[which]
    end = tiles.limit(np.stack([before, after, rate * gradient]))
    marked = np.zeros(before.shape, bool)
    marked[row, column] = True
    w, g, new = (numbers.text(one[row, column]) for one in (before, gradient, after))
    said = (
        f"Every weight takes a small step against its gradient: w ← w − rate · g. The framed one: {w} − {rate:g} · "
        f"{f'({g})' if g.startswith('−') else g} = {new}. All {by_hand.LEARNED} weights and biases do the same."
    )
    drawn = (
        _matrix("Before", before, end, marked=marked),
        _matrix("Rate · gradient", rate * gradient, end, marked=marked),
        _matrix("After", after, end, marked=marked),
    )
    return tiles.Section("8 · The update", said, drawn)


def after_sentence(step: by_hand.Step, true: int) -> str:
    """What the step changed: loss and probability, computed again with the new weights."""
    before, after = step.forward.loss(true), step.again.loss(true)
    chances = [numbers.text(done.probabilities[true]) for done in (step.forward, step.again)]
    moved = "falls" if after < before else "rises" if after > before else "stays"
    more = OVER if moved == "rises" else MANY
    return (
        f"The same picture through the new weights: the loss {moved}, from {numbers.text(before)} to "
        f"**{numbers.text(after)}**. p({by_hand.CLASSES[true]}) goes from {chances[0]} to {chances[1]}. {more}"
    )


def _maps(step: by_hand.Step, which: int) -> tuple[tiles.Matrix, ...]:
    """One kernel, and its map on its way forward; both maps share a scale."""
    done, weights = step.forward, step.before
    end, offset = tiles.limit(done.maps), f"bias {numbers.text(weights.offsets[which])}"
    return (
        _matrix(f"Kernel {which + 1}", weights.kernels[which], tiles.limit(weights.kernels), (offset,)),
        _matrix(f"Map {which + 1} before ReLU", done.maps[which], end),
        _matrix(f"Map {which + 1} after ReLU", done.activated[which], end, (), done.winners[which]),
        _matrix(f"Kept of map {which + 1}", done.pooled[which], end),
    )


def _spot(place: int) -> str:
    """Where one of the kept numbers lies."""
    which, row, column = (int(one) for one in np.unravel_index(place, (by_hand.FILTERS, by_hand.HALF, by_hand.HALF)))
    return f"map {which + 1}, row {row + 1}, column {column + 1}"


def _dense(title: str, values: np.ndarray, facts: Sequence[tuple[str, ...]]) -> tuple[tiles.Matrix, ...]:
    """A dense layer's numbers (classes, inputs), a tile for each class, laid as the kept maps lie under each other."""
    end = tiles.limit(values)
    laid = values.reshape(len(by_hand.CLASSES), by_hand.FILTERS * by_hand.HALF, by_hand.HALF)
    return tuple(
        _matrix(f"{title} of {name}", rows, end, fact, ruled=False)
        for name, rows, fact in zip(by_hand.CLASSES, laid, facts, strict=True)
    )


def _matrix(
    title: str,
    values: np.ndarray,
    end: float,
    facts: tuple[str, ...] = (),
    marked: np.ndarray | None = None,
    ruled: bool = True,
) -> tiles.Matrix:
    decimals = int(np.clip(1 - np.floor(np.log10(tiles.limit(values))), DECIMALS, MOST_DECIMALS))
    shown, limit, first = numbers.shortened(values, decimals), end + 10**-DECIMALS, (1, 1) if ruled else None
    return tiles.Matrix(title, shown, "signed", limit, facts, marked=marked, first=first)


OVER = "The step was too long: the slope is that of where it began, and the loss goes up again beyond the valley."
MANY = (
    "With one picture a larger rate only gets there faster. Training has many, whose gradients disagree: a step "
    "that is too large for one undoes what the others taught."
)
