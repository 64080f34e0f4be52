"""Where the real Fashion-MNIST lies. `python -m tests.datasets.fashion_mnist [--install]` prints it."""

import sys
from pathlib import Path

from tests import debian

PACKAGE = "dataset-fashion-mnist"
FOLDER = Path("/usr/share/datasets/fashion-mnist")


def folder() -> Path:
    """Debian's. Raises FileNotFoundError where it is not installed."""
    if not FOLDER.is_dir():
        raise FileNotFoundError(f"Fashion-MNIST is not here: install {PACKAGE}, or run `make test` as root on Debian.")
    return FOLDER


if __name__ == "__main__":
    sys.exit(debian.main(folder, lambda: debian.installed(PACKAGE)))
