"""What a picture file says of itself before a single pixel is decoded."""

from dataclasses import dataclass


class UnusableError(ValueError):
    """Why a file cannot be used: a learner's sentence that still lacks its subject, the file's name."""


@dataclass(frozen=True)
class Container:
    """The facts in a file's header, and the same picture again without its ballast.

    `lean` keeps what the pixels need. Texts, colour profiles, thumbnails and further frames are left out: they
    cost nothing to drop, and a hostile one can cost seconds to read. `width` and `height` are pixels before
    turning, `bits` is the depth of one number, `turn` the EXIF orientation 1..8.
    """

    kind: str
    width: int
    height: int
    lean: bytes
    bits: int = 8
    turn: int = 1
    several: bool = False
    # Decoding needs the whole picture in memory at once (everything but a JPEG of one scan).
    whole: bool = True
    # The numbers are the negative: Pillow and tifffile overlook that a deep grey TIFF may count from white to black.
    negative: bool = False
    # Whole numbers of 32 bits from 0 on, which Pillow reads as signed ones.
    unsigned: bool = False
    # How long a pixel takes to decode, where one of a plain JPEG takes 1.
    effort: float = 1.0

    @property
    def work(self) -> int:
        """What it takes to decode, in pixels of a plain JPEG."""
        return round(self.width * self.height * self.effort)


def damaged(what: str) -> UnusableError:
    """The error for a file that breaks off or contradicts itself; `what` completes "is damaged: "."""
    return UnusableError(f"is damaged: {what}. Open it in an image editor, save it again as PNG, and try that.")
