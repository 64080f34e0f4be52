"""The learned weights of EfficientNet-Lite0, taken out of their package before a test needs them."""

import time

from cnnviz.inspect import pretrained


def keep(seconds: float = 100.0) -> None:
    """In this process's folder: whoever opens a page finds them there."""
    end = time.monotonic() + seconds
    while (state := pretrained.state()) == pretrained.CONVERTING:
        assert time.monotonic() < end
        time.sleep(0.05)
    assert state == pretrained.READY, state
