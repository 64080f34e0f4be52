"""A zip of class folders, sent by anybody: which files in it are pictures of which class, and their bytes, in bounds.

Nothing is written to a disk, so no name in a zip can reach one. A zip that tries is refused all the same.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.images import decode

_ENTRY = b"PK\x01\x02"  # every file's own line in a zip's table of contents
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What systems put into a folder unasked, besides files whose names begin with a dot.
_JUNK = ("__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini")

Found = tuple[str, str, bytes]  # class, file's name, its bytes


def pictures(zipped: bytes) -> Iterator[Found]:
    """Every file of every class folder. All that can be checked without unpacking is checked before the first.

    One folder around the class folders is passed over, and so is what macOS and Windows add. Raises InputError.
    """
    if len(zipped) > limits.UPLOAD_BYTES:
        raise InputError(f"The zip is larger than {limits.UPLOAD_BYTES // 2**20} MB. Make its pictures smaller.")
    if zipped.count(_ENTRY) > limits.OWN_FILES:
        raise InputError(f"The zip holds more than {limits.OWN_FILES:,} files. Leave some out.")
    try:
        with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
            members = _members(archive)
            _check_sizes(members)
            for kind, member in members:
                yield kind, decode.shown_name(_path(member)), _bytes(archive, member)
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, struct.error):
        # A damaged table of contents sends zipfile to places before the file's start, and more.
        raise InputError("The zip is damaged, or no zip at all. Zip the class folders again.") from None


def _members(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files that count, each with its class: the name of the folder it lies in."""
    inside = []
    for member in archive.infolist():
        _check_honest(member)
        names = [name for name in _path(member).split("/") if name not in ("", ".")]
        if not member.is_dir() and not any(name.startswith(".") or name.lower() in _JUNK for name in names):
            inside.append((names, member))
    tops = {names[0] for names, _ in inside}
    if len(tops) == 1 and any(len(names) > 2 for names, _ in inside):
        inside = [(names[1:], member) for names, member in inside if len(names) > 1]
    deep = next((member for names, member in inside if len(names) > 2), None)
    if deep:
        raise InputError(
            f"“{_shown(_path(deep))}” lies in a folder within a class folder. "
            "Put the pictures of each class straight into one folder named after it."
        )
    found = [(decode.shown_name(names[0]), member) for names, member in inside if len(names) == 2]
    if not found:
        raise InputError("The zip holds no class folders. Put the pictures of each class into a folder named after it.")
    return found


def _check_honest(member: zipfile.ZipInfo) -> None:
    """Raises InputError for a file that is not what it seems, or that cannot be read."""
    name = _path(member)
    shown = f"“{_shown(name)}” in the zip"
    if name.startswith("/") or ".." in name.split("/") or re.match("[A-Za-z]:", name) or "\0" in name:
        raise InputError(f"{shown} points outside of the zip. Zip the class folders again.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise InputError(f"{shown} is a link to another file. Zip the pictures themselves.")
    if member.flag_bits & 1:
        raise InputError(f"{shown} is encrypted. Zip the class folders without a password.")
    if member.compress_type not in _PACKINGS:
        raise InputError(f"{shown} is packed in an unusual way. Zip the class folders again, with deflate.")


def _check_sizes(members: list[tuple[str, zipfile.ZipInfo]]) -> None:
    """Raises InputError for more than the caps, by what the table of contents says: no file unpacks to more."""
    classes = len({kind for kind, _ in members})
    if classes > limits.OWN_CLASSES:
        raise InputError(f"The zip holds {classes:,} class folders. At most {limits.OWN_CLASSES} can be learned here.")
    if len(members) > limits.OWN_IMAGES:
        raise InputError(f"The zip holds {len(members):,} pictures. At most {limits.OWN_IMAGES:,} fit: leave some out.")
    for _, member in members:
        if member.file_size > limits.OWN_FILE_BYTES:
            raise InputError(
                f"“{_shown(_path(member))}” unpacks to {member.file_size / 2**20:,.0f} MB. "
                f"At most {limits.OWN_FILE_BYTES // 2**20} MB a picture: make it smaller."
            )
    whole = sum(member.file_size for _, member in members)
    if whole > limits.OWN_UNPACKED_BYTES:
        raise InputError(
            f"The zip unpacks to {whole / 2**20:,.0f} MB. "
            f"At most {limits.OWN_UNPACKED_BYTES // 2**20} MB are read: make the pictures smaller or leave some out."
        )


def _path(member: zipfile.ZipInfo) -> str:
    """The name as it stands in the zip, with slashes: some Windows programs write the other kind."""
    return member.orig_filename.replace("\\", "/")


def _bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        return file.read(member.file_size)


def _shown(name: str) -> str:
    """A path fit to be shown: its last two names."""
    return "/".join(decode.shown_name(part) for part in name.split("/")[-2:] if part)
