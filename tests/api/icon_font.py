"""Cuts the font of Streamlit's icons down to those that Streamlit names: `python -m tests.api.icon_font`."""

import re
from pathlib import Path

import streamlit
from fontTools import subset, ttLib

from cnnviz.api import icons

STREAMLIT = Path(streamlit.__file__).parent
# What icons' names are spelled with.
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
# In scripts and modules an icon is “:material/NAME:”. A script also puts one together from a name that it holds in
# quotes: of those, single words are left out, which may as well mean something else.
ICON, QUOTED = re.compile(r"material/([a-z0-9_]+)"), re.compile(r"[\"'`]([a-z0-9]+(?:_[a-z0-9]+)+)[\"'`]")


def source() -> Path:
    """The font that Streamlit brings."""
    return next(STREAMLIT.glob("static/static/media/MaterialSymbols-*.woff2"))


def drawings(font: ttLib.TTFont) -> dict[str, str]:
    """The glyph of each icon by its name: a ligature of the name's letters."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items() if chr(code) in LETTERS}
    tables = [table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable]
    return {
        letters[first] + "".join(letters[one] for one in ligature.Component): ligature.LigGlyph
        for table in tables
        for first, ligatures in getattr(table, "ExtSubTable", table).ligatures.items()
        for ligature in ligatures
        if {first, *ligature.Component} <= set(letters)
    }


def wanted() -> set[str]:
    """Every name that Streamlit might ask for."""
    scripts, modules = (
        "\n".join(one.read_text(encoding="utf-8") for one in STREAMLIT.rglob(kind)) for kind in ("*.js", "*.py")
    )
    return {*ICON.findall(scripts), *ICON.findall(modules), *QUOTED.findall(scripts)}


def main() -> None:
    """Replaces the font that comes with the package."""
    font = ttLib.TTFont(source())
    drawn = drawings(font)
    # Letters alone would bring back every ligature of them.
    options = subset.Options(layout_closure=False, layout_features=["*"], hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=[drawn[name] for name in wanted() & set(drawn)], text=LETTERS)
    cutter.subset(font)
    icons.FILE.unlink(missing_ok=True)
    font.flavor = "woff2"
    font.save(icons.FILE.with_name(source().name))


if __name__ == "__main__":
    main()
