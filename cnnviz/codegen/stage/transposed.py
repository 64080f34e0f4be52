"""A transposed convolution of a few numbers as a script in PyTorch."""

import numpy as np

from cnnviz.codegen import literals
from cnnviz.codegen.stage import scripts
from cnnviz.ops.variants import transposed

IMPORTS = {"torch.": "import torch", "F.": "import torch.nn.functional as F"}


def source(stamped: transposed.Stamped) -> str:
    """A script that leaves the output in `made` (h w) and prints it."""
    spread = stamped.spread
    paragraphs = [
        ["# The input and the kernel, each (1, 1, rows, columns): one picture, one channel."],
        scripts.assigned("image", _tensor(stamped.image)),
        scripts.assigned("kernel", _tensor(stamped.kernel)),
        [
            "# PyTorch calls it transposed: its matrix is that of conv2d, rows and columns swapped.",
            "made = F.conv_transpose2d(",
            f"    image, kernel, stride={spread.stride}, padding={spread.padding},",
            f"    output_padding={spread.extra}, dilation={spread.dilation},",
            ")[0, 0]",
        ],
        ["print(made.shape)", "print(made)"],
    ]
    return scripts.text("PyTorch", "torch", IMPORTS, paragraphs)


def _tensor(values: np.ndarray) -> list[str]:
    rows = [", ".join(map(literals.number, row)) for row in values]
    return ["torch.tensor([[[", *(f"    [{row}]," for row in rows), "]]], dtype=torch.float32)"]
