"""The Kernel Lab's bench without its controls: what one sees before anything is chosen."""

from cnnviz.figures.convolution import bench, looks
from cnnviz.images import picture
from cnnviz.ops import pipeline
from cnnviz.ui import caching, lessons
from cnnviz.ui.components import gallery
from cnnviz.ui.picture import own_picture

# Of a sample, and the longest side of the picture in pixels: as large as it is drawn at first.
SAMPLE, SIDE = "still-life", 192


def show(key: str) -> None:
    """Sobel's kernel on the learner's own picture if they have one, on a sample otherwise, and the map that they
    make; pointing at one shows where it is in the other."""
    own = own_picture.current()
    working = caching.own(own.digest, own, SIDE, "grey") if own else caching.sample(SAMPLE, SIDE, "grey")
    stages = lessons.LESSONS["edges"].stages
    results = pipeline.results(picture.floats(working.pixels), picture.CHANNELS["grey"].names, stages)
    _, stand = bench.drawn(
        working.pixels, results, looks.Look(), "1/map/0", lambda number, pooled: pipeline.reach(results, number, pooled)
    )
    gallery.gallery((), looks.Look().palette, key, bench=stand)
