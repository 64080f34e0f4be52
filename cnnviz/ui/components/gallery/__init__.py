"""Sections of pictures and number tables, drawn in the browser from one message."""

from collections.abc import Callable

from cnnviz.figures.draw import tiles
from cnnviz.ui import components

_gallery = components.declared(__file__)


def gallery(
    sections: tuple[tiles.Section, ...],
    palette: str,
    key: str,
    on_open: Callable[[str], None] | None = None,
    bench: tiles.Bench | None = None,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """Draw the sections, below a `bench` if there is one; `palette` (of palettes.SIGNED) colours the signed maps.
    `on_open` gets what somebody wants to explore, `on_choose` the id of the picture that is to stand on the bench."""
    drawn(tiles.blob(sections, palette, bench), key, on_open, on_choose)


def drawn(
    message: bytes,
    key: str,
    on_open: Callable[[str], None] | None = None,
    on_choose: Callable[[str], None] | None = None,
) -> None:
    """The same of sections that have been packed already."""

    def told(name: str, use: Callable[[str], None] | None) -> Callable[[], None]:
        def call() -> None:
            if use and (asked := components.sent(key, name)) is not None:
                use(str(asked))

        return call

    _gallery(
        key=key,
        data=message,
        on_open_change=told("open", on_open),
        on_choose_change=told("choose", on_choose),
    )
