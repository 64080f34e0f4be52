"""The NumPy/SciPy and PyTorch scripts, run beside the image, against what the app computed."""

import ast
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from cnnviz import errors
from cnnviz.codegen.stage import languages
from cnnviz.ops.padding import Padding
from cnnviz.ops.pipeline import Kernels, Stage
from cnnviz.ops.pooling import Pool
from tests.codegen.stage import cases
from tests.ops import drawn_stages
from tests.ops.drawn_stages import Case

PLAIN = ((Stage(Kernels("sobel-x"), border=Padding("valid")),), 1)


@pytest.mark.parametrize("name", cases.ALL)
@pytest.mark.parametrize("language", ["numpy", "pytorch"])
def test_a_script_computes_what_the_app_drew(language: str, name: str, tmp_path: Path) -> None:
    case = cases.ALL[name]
    variables = cases.ran(cases.source(language, case), case[1], tmp_path)
    cases.compare(cases.results(case), variables, np.asarray)


@settings(max_examples=80)
@given(drawn_stages.cases(cases.SHAPE))
def test_any_settings_are_computed_alike_by_every_script(case: Case) -> None:
    expected = cases.results(case)
    for language in ("numpy", "pytorch"):
        with tempfile.TemporaryDirectory() as folder:
            variables = cases.ran(cases.source(language, case), case[1], Path(folder))
        cases.compare(expected, variables, np.asarray)


@pytest.mark.parametrize("language", ["numpy", "pytorch"])
def test_a_script_prints_shape_and_range_of_the_last_stage(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = cases.CHAINS["three stages"]
    cases.ran(cases.source(language, case), case[1], tmp_path)
    shape, numbers = capsys.readouterr().out.splitlines()
    pooled = cases.results(case)[-1].pooled
    assert pooled is not None
    assert shape == f"shape {pooled.shape}"
    printed = [float(part.split()[1]) for part in numbers.split(", ")]
    np.testing.assert_allclose(printed, [pooled.min(), pooled.mean(), pooled.max()], rtol=1e-4)


@pytest.mark.parametrize("name", cases.ALL)
@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_lines_fit_and_every_import_and_variable_is_used(language: str, name: str) -> None:
    script = cases.source(language, cases.ALL[name])
    assert max(map(len, script.splitlines())) <= 120
    nodes = list(ast.walk(ast.parse(script)))
    bound = {a.asname or a.name for n in nodes if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names}
    bound |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    read = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)} | {"torch.nn.functional"}
    assert bound - read <= {"maps", "activated", "pooled", "winner"}


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_a_plain_setting_has_no_line_for_what_it_does_not_use(language: str) -> None:
    script = cases.source(language, PLAIN)
    for word in ("pad", "pool", "activated", "stride", "dilation", "bias", "groups", "repeat", "Stage", "turned"):
        assert word not in script


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_flipped_kernels_are_said_to_be_turned(language: str) -> None:
    script = cases.source(language, ((Stage(Kernels("sobel-x", flip=True)),), 1))
    assert "already turned by 180°" in script
    assert "true convolution" in script
    assert "true convolution" not in cases.source(language, PLAIN)


def test_numpy_pads_only_where_pytorch_cannot() -> None:
    def script(mode: str, side: int) -> str:
        border = Padding("explicit", mode, top=side, bottom=side, left=side, right=side)
        return cases.source("pytorch", ((Stage(border=border),), 1))

    rows = cases.SHAPE[0]
    assert "np.pad" not in script("mirror", rows - 1)
    assert "np.pad" in script("mirror", rows)
    assert "np.pad" not in script("wrap", rows)
    assert "np.pad" in script("wrap", rows + 1)
    assert "np.pad" not in script("nearest", 60)
    assert "np.pad" in script("reflect", 1)


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_the_file_is_named_as_asked(language: str) -> None:
    function = languages.LANGUAGES[language].function
    assert r'Image.open("my \"photo\".png")' in function(*PLAIN[:1], ("grey",), cases.SHAPE, 'my "photo".png')


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_an_impossible_setting_is_refused_as_the_app_refuses_it(language: str) -> None:
    stages = (Stage(pool=Pool(window=(2, 2))), Stage(Kernels("box", (("size", 31),)), border=Padding("valid")))
    with pytest.raises(errors.InputError, match="does not fit"):
        languages.LANGUAGES[language].function(stages, ("grey",), cases.SHAPE)


def test_every_language_has_its_own_title_and_file() -> None:
    entries = languages.LANGUAGES.values()
    assert [entry.title for entry in entries] == ["NumPy and SciPy", "PyTorch", "Keras"]
    assert len({entry.file_name for entry in entries}) == len(entries)
    assert all(entry.sentence.endswith(".") and entry.file_name.endswith(".py") for entry in entries)
