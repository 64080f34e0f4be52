"""Small pictures as addresses that hold them: exact where they are few pixels, packed where they are many."""

import base64
import hashlib
import io
import threading

from cachetools import LRUCache, cached
from PIL import Image

from cnnviz.images import picture

# Pixels a side from which on a picture is packed with loss; sides that patches and whole pictures are sent with.
EXACT, PATCH, WHOLE = 48, 128, 80
QUALITY = 85
# Bytes of pictures kept as they are sent: patches have some kB each, a sheet of many half a megabyte.
KEPT_BYTES = 8 * 2**20


@cached(
    LRUCache(KEPT_BYTES, getsizeof=lambda packed: min(len(packed), KEPT_BYTES)),
    key=lambda pixels, side: (hashlib.blake2b(pixels.tobytes()).digest(), pixels.shape, side),
    condition=threading.Condition(),
)
def address(pixels: picture.Pixels, side: int) -> str:
    """A picture uint8 (h w 3), at most `side` a side, as what an image element shows."""
    image = Image.fromarray(pixels)
    if (scale := side / max(image.size)) < 1:
        width, height = (max(1, round(length * scale)) for length in image.size)
        image = image.resize((width, height), Image.Resampling.HAMMING)
    stream = io.BytesIO()
    exact = max(image.size) <= EXACT
    image.save(stream, **({"format": "PNG"} if exact else {"format": "WEBP", "quality": QUALITY, "method": 2}))
    return f"data:image/{'png' if exact else 'webp'};base64,{base64.b64encode(stream.getvalue()).decode()}"


def whole(pixels: picture.Pixels) -> str:
    """The same of a picture that many patches may come from."""
    return address(pixels, WHOLE)
