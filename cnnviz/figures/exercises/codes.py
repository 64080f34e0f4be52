"""Addresses as QR codes."""

import io

import segno

# Pixels of a module in a picture on the screen, and modules of white around, as the standard asks for.
SCALE, BORDER = 6, 4


def png(address: str, scale: int = SCALE) -> bytes:
    """The QR code of an address as PNG, with the white around it: 15 % of it may be dirty."""
    stream = io.BytesIO()
    segno.make_qr(address, error="m").save(stream, kind="png", scale=scale, border=BORDER)
    return stream.getvalue()
