"""The PyTorch script of a transposed convolution makes the numbers that are drawn."""

from typing import Any

import numpy as np
import pytest

from cnnviz.codegen.stage import transposed as code
from cnnviz.ops.variants import transposed


@pytest.mark.parametrize(
    "spread", [transposed.Spread(), transposed.Spread(2, 1, 1), transposed.Spread(3, 0, 2, 2)], ids=str
)
def test_the_script_gives_what_is_drawn(spread: transposed.Spread, capsys: pytest.CaptureFixture[str]) -> None:
    random = np.random.default_rng(7)
    stamped = transposed.Stamped(random.normal(size=(2, 3)), random.normal(size=(3, 2)), spread)
    variables: dict[str, Any] = {}
    exec(compile(code.source(stamped), "script", "exec"), variables)
    np.testing.assert_allclose(variables["made"].numpy(), stamped.made, atol=1e-5)
    assert str(variables["made"].shape) in capsys.readouterr().out
