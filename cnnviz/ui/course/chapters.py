"""The path through all pages, chapter by chapter."""

from cnnviz.ui import catalogue

# The path through all pages, in the order in which one learns; what of Networks stands in no other chapter is about one
# that has learned. The Kernel Lab, Words and what classes need are tools: one click away, and no step of it.
_BUILT = (catalogue.DENSE, catalogue.FIELD, catalogue.BUILDER, catalogue.ARCHITECTURES, catalogue.DEEPER)
CHAPTERS = {
    "How a map is made": (
        catalogue.SIGNAL,
        catalogue.EDGES,
        catalogue.STEPS,
        catalogue.PADDING,
        catalogue.CHANNELS,
        catalogue.POOLING,
    ),
    "Why it works": catalogue.SECTIONS["Why it works"],
    "From layers to networks": _BUILT,
    "How a network learns": (
        catalogue.ACTIVATIONS,
        catalogue.DATA,
        catalogue.ONE_STEP,
        catalogue.TRAIN,
        catalogue.COMPARE,
    ),
    "Inside one that has learned": tuple(entry for entry in catalogue.SECTIONS["Networks"] if entry not in _BUILT),
}
TOOLS = (catalogue.LAB, catalogue.WORDS, catalogue.CLASS, catalogue.JOIN)
PATH = tuple(entry for entries in CHAPTERS.values() for entry in entries)


def neighbours(entry: catalogue.Entry) -> tuple[catalogue.Entry | None, catalogue.Entry | None]:
    """The pages before and after it on the path; a tool has none."""
    if entry not in PATH:
        return None, None
    at = PATH.index(entry)
    return (PATH[at - 1] if at else None), (PATH[at + 1] if at + 1 < len(PATH) else None)
