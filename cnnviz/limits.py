"""Every cap of the app. Each can be overridden by an environment variable: CNNVIZ_ and the name here."""

import os


def _cap(name: str, default: int) -> int:
    return int(os.environ.get(f"CNNVIZ_{name}", default))


# Uploads. Streamlit refuses larger bodies first (server.maxUploadSize); this one counts where it does not.
UPLOAD_BYTES = _cap("UPLOAD_BYTES", 20 * 2**20)
# A JPEG can be decoded at a fraction of its size, every other format only whole.
JPEG_PIXELS = _cap("JPEG_PIXELS", 64_000_000)
PIXELS = _cap("PIXELS", 16_000_000)
JPEG_SCANS = _cap("JPEG_SCANS", 64)
# A picture of few pixels can still be absurdly long.
SIDE = _cap("SIDE", 65_535)

# The working image.
MIN_SIDE = _cap("MIN_SIDE", 32)
MAX_SIDE = _cap("MAX_SIDE", 1024)

# Kernels and geometry.
KERNEL_SIDE = _cap("KERNEL_SIDE", 31)
KERNEL_WEIGHT = _cap("KERNEL_WEIGHT", 1_000_000)
KERNEL_FILE_BYTES = _cap("KERNEL_FILE_BYTES", 64 * 2**10)
PADDING = _cap("PADDING", 64)
STRIDE = _cap("STRIDE", 16)
DILATION = _cap("DILATION", 16)
POOL_WINDOW = _cap("POOL_WINDOW", 32)

# What one setting may produce: maps in a stage, and numbers in all of them together.
MAPS = _cap("MAPS", 96)
MAP_VALUES = _cap("MAP_VALUES", 2**24)

# Working images kept for all sessions together, at most 3 MB each.
CACHED_IMAGES = _cap("CACHED_IMAGES", 64)

# Frames of an animation: some 5 to 16 kB each in the file, 400 kB each while it is made.
GIF_FRAMES = _cap("GIF_FRAMES", 144)

# Networks. What a description may ask for: the largest of the zoo has 825 layers, 4 deep, in 33 kB of JSON.
NET_LAYERS = _cap("NET_LAYERS", 4096)
NET_DEPTH = _cap("NET_DEPTH", 8)
NET_BRANCHES = _cap("NET_BRANCHES", 32)
NET_UNITS = _cap("NET_UNITS", 16_384)
NET_SIDE = _cap("NET_SIDE", 1024)
NET_CHANNELS = _cap("NET_CHANNELS", 512)
NET_NAME = _cap("NET_NAME", 80)
NET_PARAMETERS = _cap("NET_PARAMETERS", 2_000_000_000)
NET_VALUES = _cap("NET_VALUES", 2_000_000_000)
NET_JSON_BYTES = _cap("NET_JSON_BYTES", 512 * 2**10)
NET_LINK_CHARACTERS = _cap("NET_LINK_CHARACTERS", 16 * 2**10)
# Layers that can be looked through at once: every one of them sends its map.
FIELD_LAYERS = _cap("FIELD_LAYERS", 32)
