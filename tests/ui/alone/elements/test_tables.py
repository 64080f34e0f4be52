"""cnnviz.ui.alone.elements.tables: tables as the app shows them, as HTML that nobody's words can break out of."""

import pyarrow
import pytest

from cnnviz.ui.alone.elements import tables


def arrow(rows: list[dict[str, object]]) -> bytes:
    table, stream = pyarrow.Table.from_pylist(rows), pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    return stream.getvalue().to_pybytes()


def test_a_table_has_heads_of_columns_and_a_row_for_each() -> None:
    made = tables.as_html(arrow([{"layer": "**Conv**", "shape": "8 × 8"}, {"layer": "Pool", "shape": None}]), True)
    assert made == (
        '<table><thead><tr><th scope="col">layer</th><th scope="col">shape</th></tr></thead><tbody>'
        "<tr><td><strong>Conv</strong></td><td>8 × 8</td></tr><tr><td>Pool</td><td></td></tr></tbody></table>"
    )


def test_numbers_stand_to_the_right_and_are_written_as_people_read_them() -> None:
    made = tables.as_html(arrow([{"parameters": 61706, "share": 0.25}]), False)
    assert '<th scope="col" class="number">parameters</th>' in made
    assert '<td class="number">61,706</td><td class="number">0.25</td>' in made


def test_where_there_is_no_number_nothing_stands() -> None:
    made = tables.as_html(arrow([{"share": float("nan")}, {"share": 0.5}]), False)
    assert '<tr><td class="number"></td></tr><tr><td class="number">0.5</td></tr>' in made


@pytest.mark.parametrize("marked", [True, False])
def test_somebodys_words_stay_words(marked: bool) -> None:
    made = tables.as_html(arrow([{"<b>": "<script>alert(1)</script>"}]), marked)
    assert "<b>" not in made
    assert "<script" not in made
    assert "&lt;script&gt;" in made
