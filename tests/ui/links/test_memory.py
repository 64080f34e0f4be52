from cnnviz.ui.links.memory import WHOLE, Memory, Widget


def test_values_are_those_of_the_page_that_is_shown() -> None:
    memory = Memory(pages={"one": {"stride": 2}}, page="one")
    assert memory.values == {"stride": 2}
    memory.page = "two"
    memory.values["stride"] = 3
    assert memory.pages == {"one": {"stride": 2}, "two": {"stride": 3}}


def test_widgets_are_those_of_all_parts() -> None:
    first, second = Widget("a", 1), Widget("b", 2)
    assert Memory(live={WHOLE: {"a": first}, f"{WHOLE}/inside": {"b": second}}).widgets == {"a": first, "b": second}


def test_looking_for_what_an_earlier_session_left_leaves_no_trace() -> None:
    memory = Memory(page="one")
    assert memory.earlier_here == {}
    assert memory.earlier == {}
