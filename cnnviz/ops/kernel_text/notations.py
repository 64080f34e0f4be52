"""The notations in which a kernel is understood, with one example each: shown beside the field, and tested."""

from dataclasses import dataclass

Rows = tuple[tuple[float, ...], ...]

EDGE: Rows = ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1))
SMALL: Rows = ((1, 0), (0, -1))
ROW: Rows = ((0.25, 0.5, 0.25),)
NINTHS: Rows = ((1 / 9,) * 3,) * 3


@dataclass(frozen=True)
class Notation:
    """A way to write kernels: where it comes from, an example, and the rows that the example is."""

    title: str
    example: str
    rows: Rows


NOTATIONS = (
    Notation("Rows on lines or after “;”", "1 0; 0 -1", SMALL),
    Notation("Fractions and percent", "1/4 1/2 25%", ROW),
    Notation("A factor before or after", "1/9 * [[1, 1, 1], [1, 1, 1], [1, 1, 1]]", NINTHS),
    Notation("Python, JSON", "[[1.0, 0], [0, -1],]", SMALL),
    Notation("NumPy", "np.array([[1, 1, 1], [1, 1, 1], [1, 1, 1]]) / 9", NINTHS),
    Notation("NumPy, printed", "[[-1.  0.  1.]\n [-2.  0.  2.]\n [-1.  0.  1.]]", EDGE),
    Notation("PyTorch", "torch.tensor([[1, 0], [0, -1]], dtype=torch.float32)", SMALL),
    Notation("MATLAB, Julia", "K = [-1 0 1; -2 0 2; -1 0 1];", EDGE),
    Notation("C", "float k[2][2] = {{1.0f, 0.0f}, {0.0f, -1.0f}};", SMALL),
    Notation("R", "matrix(c(1, 0, 0, -1), nrow = 2)", SMALL),
    Notation("Spreadsheet, tabs", "0,25\t0,5\t0,25", ROW),
    Notation("Spreadsheet, CSV", "-1;0;1\n-2;0;2\n-1;0;1", EDGE),
    Notation("pandas", "   0  1\n0  1  0\n1  0 -1", SMALL),
    Notation("Markdown", "| a | b |\n|---|---|\n| 1 | 0 |\n| 0 | -1 |", SMALL),
    Notation("LaTeX", r"\begin{bmatrix} 1 & 0 \\ 0 & -1 \end{bmatrix}", SMALL),
    Notation("A first line with the size", "3 3\n-1 0 1\n-2 0 2\n-1 0 1", EDGE),
)
