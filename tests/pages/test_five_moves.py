"""What every script under pages/ is held to: it opens through one construct, holds no state, and is short."""

import ast

import pytest

from cnnviz.ui import catalogue
from tests.pages.conftest import ROOT

SCRIPTS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py"))
LINES, BODY = 70, 25
# What has a value that a link is to hold: `ui/widgets` has each of them with its place in the link.
INPUTS = {
    "slider", "select_slider", "number_input", "selectbox", "multiselect", "segmented_control", "radio", "toggle",
    "checkbox", "text_input", "text_area", "color_picker", "date_input", "time_input", "pills", "feedback",
}  # fmt: skip


def tree(script: str) -> ast.Module:
    return ast.parse((ROOT / script).read_text())


def functions(script: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(script)) if isinstance(node, ast.FunctionDef)]


def entry(script: str) -> str:
    """The name in `cnnviz.ui.catalogue` of the entry of this script."""
    return next(name for name, one in vars(catalogue).items() if getattr(one, "script", "") == script)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_is_drawn_where_its_own_entry_is_opened(script: str) -> None:
    drawn = [
        node
        for node in tree(script).body
        if not isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.FunctionDef)
    ][1:]
    assert len(drawn) == 1
    assert isinstance(drawn[0], ast.With)
    opened = ast.unparse(drawn[0].items[0].context_expr)
    assert opened in (f"page.opened(catalogue.{entry(script)})", f"page.opened(pages.{entry(script)})")


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_only_function_of_a_page_is_a_part_of_it(script: str) -> None:
    found = functions(script)
    assert len(found) <= 1
    assert all([ast.unparse(one) for one in part.decorator_list] == ["page.part"] for part in found)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_is_short(script: str) -> None:
    assert len((ROOT / script).read_text().splitlines()) <= LINES
    assert all(part.end_lineno - part.body[0].lineno < BODY for part in functions(script) if part.end_lineno)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_page_holds_no_state_and_no_control_that_a_link_does_not_know(script: str) -> None:
    used = {node.attr for node in ast.walk(tree(script)) if isinstance(node, ast.Attribute)}
    assert not used & {"session_state", "query_params", "fragment"}
    controls = [
        ast.unparse(node)
        for node in ast.walk(tree(script))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in INPUTS
        and ast.unparse(node.func.value) != "widgets"
    ]
    assert not controls
