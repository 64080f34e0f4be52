"""A zip sent by anybody: the files in it, in bounds, each with its name and a way to its bytes.

Nothing is written to a disk, so no name in a zip can reach one. A zip that tries is refused all the same.
"""

import contextlib
import io
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from cnnviz import limits
from cnnviz.datasets.brought import folders
from cnnviz.errors import DAMAGED_ZIP, InputError
from cnnviz.images import decode

_ENTRY = b"PK\x01\x02"  # every file's own line in a zip's table of contents
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The flag that says that a name is UTF-8. Some programs, macOS's among them, write UTF-8 without it.
_UTF8 = 0x800


@dataclass(frozen=True)
class File:
    """A file as it was handed over: its path, its size in bytes, and what reads it. Reading raises InputError."""

    path: folders.Path
    size: int
    read: Callable[[], bytes]

    @property
    def shown(self) -> str:
        """The path fit to be shown: its last two names."""
        return "/".join(decode.shown_name(part) for part in self.path[-2:])


@contextlib.contextmanager
def files(zipped: bytes) -> Iterator[list[File]]:
    """The files of a zip but for what systems leave behind. All that can be checked without unpacking is checked.

    Raises InputError.
    """
    if len(zipped) > limits.UPLOAD_BYTES:
        raise InputError(f"The zip is larger than {limits.UPLOAD_BYTES // 2**20} MB. Make its pictures smaller.")
    if zipped.count(_ENTRY) > limits.OWN_FILES:
        raise InputError(f"The zip holds more than {limits.OWN_FILES:,} files. Leave some out.")
    try:
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            members = [member for member in archive.infolist() if _counts(member)]
            if members and all(_locked(member) for member in members):
                raise InputError(f"{_shown(members[0])} {_locked(members[0])}")
            yield [_file(archive, member) for member in members]
    except InputError:
        raise
    except DAMAGED_ZIP:
        raise InputError("The zip is damaged, or no zip at all. Zip the class folders again.") from None


def _file(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> File:
    return File(folders.path(_name(member)), member.file_size, partial(_bytes, archive, member))


def _counts(member: zipfile.ZipInfo) -> bool:
    """Whether it is a file that somebody put there. Raises InputError for what is not what it seems."""
    _check_honest(member)
    return not member.is_dir() and not folders.is_junk(folders.path(_name(member)))


def _check_honest(member: zipfile.ZipInfo) -> None:
    """Raises InputError for a file that is not what it seems."""
    name, shown = _name(member), _shown(member)
    if name.startswith("/") or ".." in name.split("/") or re.match("[A-Za-z]:", name) or "\0" in name:
        raise InputError(f"{shown} points outside of the zip. Zip the class folders again.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InputError(f"{shown} is a link to another file. Zip the pictures themselves.")


def _shown(member: zipfile.ZipInfo) -> str:
    last = "/".join(decode.shown_name(part) for part in _name(member).split("/")[-2:] if part)
    return f"“{last}” in the zip"


def _locked(member: zipfile.ZipInfo) -> str:
    """Why a file cannot be unpacked here; "" where it can."""
    if member.flag_bits & 1:
        return "is encrypted. Zip the class folders without a password."
    if member.compress_type not in _PACKINGS:
        return "is packed in an unusual way. Zip the class folders again, with deflate."
    return ""


def _name(member: zipfile.ZipInfo) -> str:
    """The path as its program meant it: UTF-8 where it can be, with slashes where Windows wrote the other kind."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if trouble := _locked(member):
        raise InputError(trouble)
    try:
        with archive.open(member) as file:
            return file.read(member.file_size)
    except DAMAGED_ZIP:
        raise InputError("is damaged inside the zip. Zip it again.") from None
