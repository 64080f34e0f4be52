"""The address holds every setting: opened elsewhere it shows the same page, whole."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

from playwright.sync_api import Page, Route, expect

from cnnviz.ui import lessons
from cnnviz.ui.picture import own_picture
from tests.browser.conftest import NewPage
from tests.browser.test_lab import (
    LAB,
    choose,
    fill,
    link,
    photo,
    press,
    shown,
    slide,
    switch,
    unfold,
    unfold_picture,
    upload,
    widget,
    widgets,
)
from tests.browser.waiting import settled

# Everything but the view, which the two pages need not share while they are compared.
RICH = {
    "image": "Noisy step",
    "side": "96 px",
    "colour": "Red",
    "stages": "2",
    "kernel1": "Your own",
    "own1": "0,1,2;-1,0.25,0",
    "padding1": "explicit",
    "mode1": "wrap",
    "top1": "3",
    "bottom1": "0",
    "left1": "2",
    "right1": "4",
    "stride1": "2",
    "stride1_split": "true",
    "stride1_across": "3",
    "dilation1": "2",
    "flip1": "true",
    "bias1": "0.3",
    "activation1": "leaky ReLU",
    "pool1": "Lp",
    "power1": "3.5",
    "window1": "3",
    "step1": "1",
    "kernel2": "Prewitt x and y",
    "activation2": "abs",
    "combine": "larger",
    "palette": "Purple–green",
    "shared": "true",
}


def opened(tab: Page, address: str) -> Page:
    tab.goto(address)
    return settled(tab)


def drawn(tab: Page) -> tuple[object, object]:
    """Every widget and every map of the view that is open."""
    return widgets(tab), shown(tab)


def alerts(tab: Page) -> list[str]:
    return tab.get_by_test_id("stAlert").all_inner_texts()


def test_the_copied_link_restores_every_widget_and_the_same_maps_elsewhere(page: NewPage) -> None:
    here, there = page(width=1400), page(width=1400)
    opened(here, f"{LAB}?{urlencode(RICH)}")
    assert alerts(here) == []
    state = widgets(here)
    # The colours are folded away; the maps below are compared pixel by pixel.
    assert set(RICH) - set(state) <= {"palette", "shared"}
    # Once everything has been touched there is nothing left that a first run may have got wrong.
    press(here, "view", "Sizes")
    press(here, "view", "Maps")
    maps = shown(here)
    press(here, "view", "Take away")
    copied = link(here)
    assert set(RICH) < set(re.findall(r"(\w+)=", copied))
    opened(there, copied)
    assert alerts(there) == []
    assert widgets(there) == widgets(here)
    press(there, "view", "Maps")
    assert shown(there) == maps
    opened(there, here.url.replace("view=take-away", "view=maps"))
    assert widgets(there) == state
    assert shown(there) == maps


def test_the_address_after_each_change_opens_the_same_page_elsewhere(page: NewPage) -> None:
    here, there = page(width=1400), page(width=1400)
    opened(here, f"{LAB}?side=64+px")
    changes: list[list[Callable[[], None]]] = [
        [lambda: choose(here, "image", "Text")],
        [lambda: choose(here, "kernel1", "Random filters"), lambda: slide(here, "seed1-random", 9)],
        [lambda: choose(here, "padding1", "full"), lambda: choose(here, "mode1", "mirror")],
        [lambda: slide(here, "stride1", 3), lambda: choose(here, "activation1", "sigmoid")],
        [lambda: choose(here, "pool1", "Gaussian"), lambda: slide(here, "window1", 3)],
        [lambda: unfold(here, "More: flip"), lambda: switch(here, "flip1"), lambda: fill(here, "bias1", "-0.5")],
        [lambda: press(here, "stages", "2"), lambda: choose(here, "kernel2", "Line detectors")],
    ]
    for number, change in enumerate(changes):
        for one in change:
            one()
        opened(there, here.url)
        assert shown(there) == shown(here), f"change {number}: {here.url}"
        # A panel that is unfolded here is folded there until something in it is away from its default.
        mine = widgets(here)
        assert {key: mine.get(key) for key in widgets(there)} == widgets(there), f"change {number}: {here.url}"


def test_a_link_with_nonsense_opens_with_defaults_and_names_what_it_dropped(page: NewPage) -> None:
    tab = page(width=1400)
    opened(tab, f"{LAB}?kernel1=zzz&stride1=99&foo=1&mode1=nearest&padding1=same")
    said = " ".join(alerts(tab))
    for name, value in (("kernel1", "zzz"), ("stride1", "99"), ("foo", "1")):
        assert f"{name} = “{value}”" in said
    assert "mode1" not in said
    assert "padding1" not in said
    broken = drawn(tab)
    opened(tab, LAB)
    assert alerts(tab) == []
    assert drawn(tab) == broken


def test_a_link_made_with_your_own_picture_says_elsewhere_that_it_is_not_in_it(page: NewPage) -> None:
    here, there = page(width=1400), page(width=1400)
    opened(here, f"{LAB}?side=96+px&kernel1=Emboss")
    upload(here, photo())
    assert widgets(here)["image"] == [own_picture.LABEL]
    press(here, "view", "Take away")
    opened(there, link(here))
    expect(there.get_by_test_id("stAlert")).to_contain_text("picture of one's own")
    state = widgets(there)
    assert state["image"] == ["Still life"]
    assert (state["side"], state["kernel1"]) == (["96 px"], ["Emboss"])


def test_a_menu_whose_script_is_late_shows_what_the_link_says(page: NewPage) -> None:
    tab = page(width=1400)
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    tab.route("**/static/js/Selectbox.*.js", hold)
    tab.goto(f"{LAB}?image=own&side=96&kernel1=emboss")
    # Told in the page's second run, when the browser has said that it keeps no picture.
    expect(tab.get_by_test_id("stAlert")).to_contain_text("picture of one's own")
    assert late
    for route in late:
        route.continue_()
    expect(widget(tab, "kernel1").get_by_role("combobox")).to_have_value("Emboss")
    unfold_picture(settled(tab))
    expect(widget(tab, "side").get_by_role("combobox")).to_have_value("96 px")


def test_a_second_lesson_shows_nothing_of_what_was_changed_in_the_first(page: NewPage) -> None:
    tab, fresh = page(width=1400), page(width=1400)
    for first, second in (("filters-32", "compass"), ("find-the-t", "edges")):
        opened(tab, "/")
        tab.get_by_role("link", name=f"{lessons.LESSONS[first].title} →").click()
        settled(tab)
        choose(tab, "padding1", "explicit")
        fill(tab, "top1", "9")
        choose(tab, "pool1", "Gaussian")
        choose(tab, "activation1", "tanh")
        tab.get_by_role("link", name="Start", exact=True).click()
        settled(tab).get_by_role("link", name=f"{lessons.LESSONS[second].title} →").click()
        settled(tab)
        opened(fresh, f"{LAB}?{urlencode(lessons.LESSONS[second].query)}")
        assert alerts(tab) == []
        assert drawn(tab) == drawn(fresh), second


def test_a_lessons_link_shows_at_once_what_its_menu_entry_shows_after_another_one(page: NewPage) -> None:
    cold, menu = page(width=1400), page(width=1400)
    opened(menu, LAB)
    for id in ("find-the-t", "own-kernel"):
        menu.get_by_role("button", name="Start from a lesson").click()
        settled(menu).get_by_role("button", name=lessons.LESSONS[id].title).click()
        settled(menu)
        opened(cold, f"{LAB}?{urlencode(lessons.LESSONS[id].query)}")
        assert drawn(menu) == drawn(cold), id
        opened(cold, menu.url)
        assert drawn(menu) == drawn(cold), id


def test_two_visitors_at_once_do_not_see_each_others_settings(page: NewPage) -> None:
    one, other = page(width=1400), page(width=1400)
    opened(one, f"{LAB}?side=64+px&image=Text")
    opened(other, f"{LAB}?side=64+px&image=Face")
    alone = {}
    for tab, kernel, photo_name in ((one, "Emboss", "one.jpg"), (other, "Your own", "other.jpg")):
        choose(tab, "kernel1", kernel)
        upload(tab, photo(photo_name))
        choose(tab, "image", "Squares")
    fill(other, "own1", "1 -1")
    slide(one, "stride1", 2)
    for tab in (one, other):
        alone[tab] = drawn(tab)
    choose(one, "image", own_picture.LABEL)
    press(other, "stages", "2")
    press(other, "stages", "1")
    assert drawn(other) == alone[other]
    choose(one, "image", "Squares")
    assert drawn(one) == alone[one]
    assert widgets(one)["kernel1"] == ["Emboss"]
    assert shown(one) != shown(other)
