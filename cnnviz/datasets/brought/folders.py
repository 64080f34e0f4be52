"""Which class and which part each picture belongs to, by the folders that people keep pictures in.

Folders around the class folders are passed over, however many. Where their names say train, validation and test,
that is the split. Pictures that all lie in one folder belong to the class in their names: cat.0.jpg, cat_1.png.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cnnviz.images import decode

TRAIN, VALIDATION, TEST = "train", "validation", "test"
_WORDS = {
    **dict.fromkeys(("train", "training", "trn", "trainset"), TRAIN),
    **dict.fromkeys(("val", "valid", "validate", "validation", "dev", "valset"), VALIDATION),
    **dict.fromkeys(("test", "testing", "tst", "eval", "evaluation", "testset"), TEST),
}
# What systems put into a folder unasked, besides files whose names begin with a dot or with ~$.
_JUNK = frozenset(
    ("__macosx", "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "icon\r", "@eadir", "$recycle.bin")
)
# What follows the class in a name: cat.0, cat_1, cat-02, cat (3), cat4
_NUMBERED = re.compile(r"(.*?[^\W\d_].*?)[\s._-]*\(?\d+\)?(?:[\s._-]*copy)?", re.IGNORECASE)

Path = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """Where a picture belongs: its class, and the part of the data, "" where folders do not say."""

    kind: str
    part: str = ""


@dataclass
class _Folder:
    """The folders in it by name, and the places of the files that lie straight in it among all files."""

    folders: dict[str, "_Folder"] = field(default_factory=dict)
    files: list[int] = field(default_factory=list)

    def below(self) -> Iterator[int]:
        """The files in it, however deep."""
        yield from self.files
        for folder in self.folders.values():
            yield from folder.below()


def path(name: str) -> Path:
    """The names of a path, composed, so that é is one sign however a system wrote it; "." and empty ones left out."""
    composed = unicodedata.normalize("NFC", name.replace("\\", "/"))
    return tuple(part for part in composed.split("/") if part not in ("", "."))


def is_junk(names: Path) -> bool:
    """Whether a system left the file there, or keeps it hidden."""
    return any(name.startswith((".", "~$")) or name.lower() in _JUNK for name in names)


def places(paths: Sequence[Path]) -> dict[int, Place]:
    """The class and the part of every file that has a class, by its place among `paths`, all of them pictures."""
    root = _Folder()
    for at, names in enumerate(paths):
        folder = root
        for name in names[:-1]:
            folder = folder.folders.setdefault(name, _Folder())
        folder.files.append(at)
    top = _unwrapped(root)
    found: dict[int, Place] = {}
    for part, folder in _parts(top):
        found |= {at: Place(kind, part) for kind, at in _classes(_unwrapped(folder), paths)}
    return found


def _unwrapped(folder: _Folder) -> _Folder:
    """The first folder in it that holds more than one folder of pictures, or one that has none in it."""
    while len(folder.folders) == 1:
        (inner,) = folder.folders.values()
        if not inner.folders:
            break
        folder = inner
    return folder


def _parts(top: _Folder) -> Iterable[tuple[str, _Folder]]:
    """The folders of the parts, each with its name; the whole under "" where there are none."""
    by_part = {name: _part(name) for name in top.folders}
    named = [(part, top.folders[name]) for name, part in by_part.items() if part]
    kinds = {part for part, _ in named}
    exact = all(name.lower() in _WORDS for name, part in by_part.items() if part)
    if TRAIN in kinds and len(kinds) > 1 and (exact or len(named) == len(by_part) or _alike(named)):
        return named
    # Classes first, and the parts in each: cat/train, cat/test.
    inner = [_part(name) for folder in top.folders.values() for name in folder.folders]
    if len(top.folders) > 1 and inner and all(inner) and TRAIN in inner and len(set(inner)) > 1:
        return [(part, _of_part(top, part)) for part in dict.fromkeys(inner)]
    return [("", top)]


def _alike(named: Sequence[tuple[str, _Folder]]) -> bool:
    """Whether some folder lies in each of them: the same classes in every part."""
    inner = [set(_unwrapped(folder).folders) for _, folder in named]
    return bool(set.intersection(*inner))


def _of_part(top: _Folder, part: str) -> _Folder:
    """The class folders with only what lies in their folder of that part."""
    picked = _Folder()
    for kind, folder in top.folders.items():
        inner = {name: one for name, one in folder.folders.items() if _part(name) == part}
        if inner:
            picked.folders[kind] = _Folder(inner)
    return picked


def _part(name: str) -> str:
    """The part that a folder's name says, "" for none and for several."""
    said = {_WORDS[word] for word in re.split(r"[\W_\d]+", name.lower()) if word in _WORDS}
    return said.pop() if len(said) == 1 else ""


def _classes(top: _Folder, paths: Sequence[Path]) -> Iterator[tuple[str, int]]:
    """Each picture with its class: the folder's name or, where all lie in one, what stands before its number."""
    alone = top if not top.folders else next(iter(top.folders.values())) if len(top.folders) == 1 else None
    named = [(kind, at) for at in alone.files if (kind := _in_name(paths[at][-1]))] if alone else []
    if len({kind for kind, _ in named}) > 1:
        yield from named
        return
    for name, folder in top.folders.items():
        yield from ((decode.shown_name(name), at) for at in folder.below())


def _in_name(name: str) -> str:
    """The class in a file's name: what stands before its number, "" where there is none."""
    match = _NUMBERED.fullmatch(re.sub(r"\.\w{1,5}$", "", name))
    return decode.shown_name(match[1].rstrip(" ._-(")) if match else ""
