"""Caches that all visitors share: of pictures and maps as large as a model that somebody brings may make them, few are
kept."""

from collections.abc import MutableMapping
from typing import Any, cast

import numpy as np
import pytest

from cnnviz.figures.draw import tiles
from cnnviz.figures.looks import pictures
from cnnviz.inspect.alike import nearest
from cnnviz.inspect.own_classes import features
from cnnviz.inspect.where import cam
from cnnviz.ui import caching
from cnnviz.ui.inspect import kernel_search, way
from cnnviz.ui.inspect.where import kept

LARGE, MOST = 2**21, 24 * 2**20
PIXELS = np.zeros(LARGE, np.uint8)
TILE = tiles.Picture("Map", PIXELS)
COSINES = nearest.Compared(PIXELS[:0], PIXELS.view(np.float32))
CACHES = {
    "what a network makes of a photo": (caching.seen, features.Seen(PIXELS[:0], PIXELS)),
    "sums of Grad-CAM": (kept.found, cam.Cam(PIXELS[:0], PIXELS, PIXELS[:0])),
    "pictures of Grad-CAM": (kept.drawn, (TILE,)),
    "a way's messages": (way._sent, bytes(LARGE)),
    "maps of a search": (kernel_search._searched, kernel_search.Search((), (), (tiles.Section("", "", (TILE,)),))),
    "cosines of a search": (kernel_search._searched, kernel_search.Search((COSINES,), (), ())),
    "messages to components": (caching.message, bytes(LARGE)),
    "packed pictures": (pictures.address, "x" * LARGE),
}


@pytest.mark.parametrize("name", CACHES)
def test_a_cache_is_bounded_by_bytes_not_by_how_many_there_are(name: str) -> None:
    asked, large = CACHES[name]
    cache = cast(MutableMapping[object, Any], vars(asked)["cache"])
    cache.clear()
    for at in range(2 * MOST // LARGE):
        cache[at] = large
    many = len(cache)
    cache.clear()
    assert 1 <= many * LARGE <= MOST
