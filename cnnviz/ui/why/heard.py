"""What units listen to, measured for the page of two wheels: of the learner's stack, and of the recorded run."""

import hashlib
from collections.abc import Sequence

from cnnviz.figures.why import listening, two_wheels
from cnnviz.nets import shapes
from cnnviz.nets.inside import effective, reaching, receptive
from cnnviz.ui import caching


def all_of(
    scene: two_wheels.Scene, steps: tuple[str, ...], records: Sequence[shapes.Record]
) -> tuple[listening.Heard, ...]:
    """The stack with random weights, up to the layer that sees both points (or all of it), and the recorded run before
    and after its training. Raises InputError for a stack too large to be measured."""
    own = (stack(scene, steps[: len(records)], records),) if records else ()
    return (*own, *recorded())


def stack(scene: two_wheels.Scene, steps: tuple[str, ...], records: Sequence[shapes.Record]) -> listening.Heard:
    """The unit that the component shows, in untrained networks."""
    layer = reaching.first_layer(records, *scene.points) or len(records)
    unit = reaching.unit(records, layer, *scene.points)
    digest = hashlib.sha256(scene.image.tobytes()).hexdigest()
    field = caching.random_field(steps[:layer], unit, digest, scene.image)
    count = effective.affordable(steps[:layer], scene.size)
    return listening.Heard(
        f"Your stack, layer {layer}, untrained",
        scene.image,
        effective.measured(field, _box(records, layer, unit)),
        f"Mean over {count} networks with random weights of fixed seeds, {effective.MAPS} maps in each layer, a ReLU "
        f"after each convolution; the unit in row {unit[0] + 1}, column {unit[1] + 1} of map 1.",
    )


def recorded() -> tuple[listening.Heard, ...]:
    """The recorded run: its first and its last snapshot."""
    before, after = caching.recorded_fields()
    return tuple(
        listening.Heard(
            title,
            one.image,
            effective.measured(one.field, one.box),
            f"The recorded run, {one.layer}: mean over its {one.maps} maps and {one.pictures} test pictures, "
            "whose mean is drawn.",
        )
        for title, one in (
            ("A network before training", before),
            (f"The same after {after.step:,} steps", after),
        )
    )


def _box(records: Sequence[shapes.Record], layer: int, unit: reaching.Point) -> receptive.Box:
    """Its window on the picture, padding and all."""
    after = records[layer - 1].after
    (top, bottom), (left, right) = after.rows.window(unit[0]), after.columns.window(unit[1])
    return receptive.Box(top, left, bottom, right)
