"""One step of learning, stage by stage: a picture, a sentence and the numbers of each (C46, C83)."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.training import backprop

# Digits after the point in cells: as many as fit a phone, and more where all numbers of a tile are small.
DECIMALS, MOST_DECIMALS = 2, 3
# The share by which rounding may set equal numbers apart.
TIE = 1e-9


def forward_sections(step: backprop.Step) -> tuple[tiles.Section, ...]:
    """The picture through both kernels, and the kept numbers through the dense layer."""
    done, weights = step.forward, step.before
    picture = tiles.Matrix("Picture", done.image, "grey", 1.0, ("8 × 8, 0 or 1",))
    kept = len(done.vector)
    slid = (
        "Each kernel slides over the picture: multiply, add up. ReLU sets what is negative to 0. Of every 2 × 2 the "
        "largest is kept (framed). Orange is positive, blue negative, white 0; the picture is black at 0, white at 1."
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
        *(tiles.Section("", "", _maps(step, number)) for number in range(backprop.FILTERS)),
        tiles.Section("2 · Forward: a logit for each class", voted, _dense("Weights", weights.dense, facts)),
    )


def table(step: backprop.Step, true: int) -> list[dict[str, str]]:
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
        for place, name in enumerate(backprop.CLASSES)
    ]
    sums = (heated.sum(), done.probabilities.sum(), 1, step.backward.logits.sum())
    written = zip(("eᶻ", "p", "y", "p − y"), map(numbers.text, sums), strict=True)
    return [*rows, {"class": "sum", "z": "", **dict(written)}]


def loss_sentence(step: backprop.Step, true: int) -> str:
    """The loss with its numbers in it."""
    chance = numbers.text(step.forward.probabilities[true])
    return (
        f"Loss = −log p({backprop.CLASSES[true]}) = −log {chance} = **{numbers.text(step.forward.loss(true))}**. "
        "Sure and right, it is near 0. Sure and wrong, it is large."
    )


def logits_sentence(step: backprop.Step, true: int) -> str:
    """The gradient of the logits with its numbers in it."""
    name, chance = backprop.CLASSES[true], numbers.text(step.forward.probabilities[true])
    return (
        f"How the loss changes with each logit is **p − y**. For {name}: {chance} − 1 = "
        f"{numbers.text(step.backward.logits[true])}. Negative: a larger logit would make the loss smaller. For every "
        "other class it is that class's own p. All of them add up to 0."
    )


def dense_section(step: backprop.Step) -> tiles.Section:
    """The gradient of every dense weight, and the arithmetic of the largest."""
    gradient, logits, vector = step.backward.weights.dense, step.backward.logits, step.forward.vector
    sizes = np.abs(gradient)
    # Sums in another order differ in their last digits; what is equal on paper is a tie.
    equal = sizes >= sizes.max() * (1 - TIE)
    unit, place = divmod(int(equal.argmax()), len(vector))
    first = "The largest" if equal.sum() == 1 else f"The first of {int(equal.sum())} equally large ones"
    sentence = (
        f"Each weight's gradient is p − y of its class times the number it multiplied. {first}: "
        f"{backprop.CLASSES[unit]}, {_spot(place)}: {numbers.text(logits[unit])} · {numbers.text(vector[place])} = "
        f"{numbers.text(gradient[unit, place])}."
    )
    facts = [(f"p − y = {numbers.text(value)}",) for value in logits]
    return tiles.Section("5 · Back to the dense layer's weights", sentence, _dense("Gradient", gradient, facts))


def maps_section(step: backprop.Step, which: int) -> tiles.Section:
    """Back through the dense layer, the pooling and ReLU to one map."""
    back, done = step.backward, step.forward
    end = tiles.limit(back.pooled)
    reached = int((back.maps[which] != 0).sum())
    sentence = (
        "Each kept number's gradient: for every class p − y times the weight, added up. Only the largest of its 2 × 2 "
        f"made it, so only that one gets it, and only where ReLU was open. {numbers.count(reached, 'place')} of "
        f"{done.maps[which].size} in this map."
    )
    drawn = (
        _matrix("Gradient of the kept numbers", back.pooled[which], end),
        _matrix("Gradient of the map", back.maps[which], end, (), back.maps[which] != 0),
    )
    return tiles.Section("6 · Back through pooling and ReLU", sentence, drawn)


def kernel_section(
    step: backprop.Step, which: int, row: int, column: int, recorded: np.ndarray | None = None
) -> tiles.Section:
    """One kernel weight's gradient: the sum, over all places, of the map's gradient times the pixel it met there; and
    beside it the kernels' gradients (f i j) that autograd found, where they were `recorded`."""
    back, side = step.backward, backprop.MAP
    pixels = step.forward.image[row : row + side, column : column + side]
    product = step.products(which, row, column)
    total = back.weights.kernels[which, row, column]
    marked = np.zeros((backprop.SIZE, backprop.SIZE), bool)
    marked[row, column] = True
    end = tiles.limit(back.maps[which])
    terms = [numbers.text(one) for one in product[product != 0]]
    added = f"{' + '.join(terms)} = **{numbers.text(total)}**" if terms else "nothing but zeros: **0**"
    sentence = (
        f"The weight in row {row + 1}, column {column + 1} is the same at all {side * side} places, so its gradient is "
        f"the sum over all of them: {added}."
    ).replace("+ −", "− ")
    drawn: tuple[tiles.Matrix | tiles.Picture, ...] = (
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
    if recorded is not None:
        sentence += f" {_recorded(back.weights.kernels[which], recorded[which], row, column)}"
        end = tiles.limit(back.weights.kernels)
        drawn = (*drawn, _matrix("The same by autograd", recorded[which], end, marked=marked))
    return tiles.Section("7 · Back to a kernel: the sum over all places", sentence.replace("**", ""), drawn)


def kernel_given(step: backprop.Step, which: int, row: int, column: int) -> tiles.Section:
    """What one kernel weight's gradient is made of, before it is told how: the map's gradient, and the pixel that the
    weight met at each place."""
    side = backprop.MAP
    pixels = step.forward.image[row : row + side, column : column + side]
    drawn = (
        _matrix("Gradient of the map", step.backward.maps[which], tiles.limit(step.backward.maps[which])),
        tiles.Picture("Pixels this weight met", tiles.grey(pixels), "grey"),
    )
    sentence = (
        f"The weight in row {row + 1}, column {column + 1} is the same at all {side * side} places, and meets another "
        "pixel at each."
    )
    return tiles.Section("7 · Back to a kernel", sentence, drawn)


def _recorded(summed: np.ndarray, recorded: np.ndarray, row: int, column: int) -> str:
    """What autograd finds for the same weight, and how far its nine numbers are from the sums."""
    apart = float(np.abs(summed - recorded).max())
    return (
        "Libraries do this by autograd: on the way forward every product and sum notes what it was made of, and "
        "on the way back each hands its gradient on, so a weight that was used at many places collects all of them. "
        f"Autograd's number for this weight: {numbers.text(recorded[row, column])}. The largest difference of all "
        f"nine is {f'{apart:.0e}'.replace('-', '−') if apart else '0'}."
    )


def update_section(step: backprop.Step, which: int, row: int, column: int, rate: float) -> tiles.Section:
    """One kernel before the step, its gradient times the rate, and the kernel after it."""
    before, after = step.before.kernels[which], step.after.kernels[which]
    gradient = step.backward.weights.kernels[which]
    end = tiles.limit(np.stack([before, after, rate * gradient]))
    marked = np.zeros(before.shape, bool)
    marked[row, column] = True
    w, g, new = (numbers.text(one[row, column]) for one in (before, gradient, after))
    sentence = (
        f"Every weight takes a small step against its gradient: w ← w − rate · g. The framed one: {w} − {rate:g} · "
        f"{f'({g})' if g.startswith('−') else g} = {new}. All {backprop.LEARNED} weights and biases do the same."
    )
    drawn = (
        _matrix("Before", before, end, marked=marked),
        _matrix("Rate · gradient", rate * gradient, end, marked=marked),
        _matrix("After", after, end, marked=marked),
    )
    return tiles.Section("8 · The update", sentence, drawn)


def after_sentence(step: backprop.Step, true: int) -> str:
    """What the step changed: loss and probability, computed again with the new weights."""
    before, after = step.forward.loss(true), step.again.loss(true)
    chances = [numbers.text(done.probabilities[true]) for done in (step.forward, step.again)]
    moved = "falls" if after < before else "rises" if after > before else "stays"
    more = OVER if moved == "rises" else MANY
    return (
        f"The same picture through the new weights: the loss {moved}, from {numbers.text(before)} to "
        f"**{numbers.text(after)}**. p({backprop.CLASSES[true]}) goes from {chances[0]} to {chances[1]}. {more}"
    )


def _maps(step: backprop.Step, which: int) -> tuple[tiles.Matrix, ...]:
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
    which, row, column = (int(one) for one in np.unravel_index(place, (backprop.FILTERS, backprop.HALF, backprop.HALF)))
    return f"map {which + 1}, row {row + 1}, column {column + 1}"


def _dense(title: str, values: np.ndarray, facts: Sequence[tuple[str, ...]]) -> tuple[tiles.Matrix, ...]:
    """A dense layer's numbers (classes, inputs), a tile for each class, laid as the kept maps lie under each other."""
    end = tiles.limit(values)
    laid = values.reshape(len(backprop.CLASSES), backprop.FILTERS * backprop.HALF, backprop.HALF)
    return tuple(
        _matrix(f"{title} of {name}", rows, end, fact, ruled=False)
        for name, rows, fact in zip(backprop.CLASSES, laid, facts, strict=True)
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
    "Training has many pictures, whose gradients disagree: a step that is too large for one undoes what the others "
    "taught."
)
