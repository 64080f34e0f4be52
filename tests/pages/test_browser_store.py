"""What the browser keeps is the learner's again in a session that begins with nothing."""

import base64
import json

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import limits
from cnnviz.figures.convolution import edges
from cnnviz.images import drawing, samples
from cnnviz.nets import networks, text
from cnnviz.nets.layers import conv
from cnnviz.ui import catalogue, lessons
from cnnviz.ui.picture import own_picture
from tests import addresses, uploading
from tests.pages.conftest import Open
from tests.pages.test_kernel_lab import png, tiles

TOKEN = "ab" * 12
PHOTO = ("red.png", png())


def kept(app: AppTest) -> dict:
    """What the browser has been given to keep."""
    told = uploading.told(app, "keeper", "keeper")
    return {**told, "texts": dict(told["texts"])}


def found(app: AppTest, texts: dict[str, str], token: str = "") -> AppTest:
    """The page after the browser has told what it keeps."""
    return uploading.fire(app, "keeper", "keeper", "found", {"texts": texts, "token": token})


def given(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """The page after the browser has given the picture that it was asked for."""
    id = uploading.bring(app, *files) if files else ""
    return uploading.fire(app, "keeper", "keeper", "given", {"id": id, "token": kept(app)["wanted"]})


def picture(app: AppTest) -> tuple[str, list[str]]:
    """The picture that is shown and the name beside the uploader: they have to agree."""
    return str(app.selectbox(key="image").value), uploading.told(app, "upload")["shown"]


OWN = (own_picture.OWN, ["red.png"])


@pytest.fixture
def photographed(opened: Open) -> AppTest:
    """The Lab with a photo."""
    return uploading.upload(opened(catalogue.LAB), "upload", PHOTO, token=TOKEN)


@pytest.mark.parametrize("id", lessons.LESSONS)
def test_a_lesson_keeps_the_photo_and_says_which_sample_it_was_made_for(photographed: AppTest, id: str) -> None:
    app = photographed
    app.session_state["lessons"] = True
    app.run()
    app.button(key=f"lesson_{id}").click().run()
    assert not app.exception
    assert picture(app) == OWN
    sample = lessons.LESSONS[id].query.get("image")
    assert addresses.written(app).get("meant") == sample
    if sample:
        title = samples.SAMPLES[sample].title
        next(one for one in app.button if one.label == f"Show it on “{title}”").click().run()
        assert uploading.told(app, "upload")["aside"] == "red.png"
        assert app.selectbox(key="image").value in lessons.LESSONS[id].values.values()


def test_a_photo_survives_a_lesson_that_is_opened_from_start_and_a_change_of_page(photographed: AppTest) -> None:
    app = photographed
    app.switch_page("../../pages/start/home.py").run()
    links = {one.proto.label: one.proto.query_string for one in app.get("page_link")}
    titles = {lesson.title for lesson in lessons.LESSONS.values()}
    assert all("image=own" in query for label, query in links.items() if label[2:-4] in titles)
    app.switch_page("../../pages/convolution/edge_kernels.py").run()
    assert picture(app) == OWN
    app.switch_page("../../pages/convolution/kernel_lab.py").run()
    assert picture(app) == OWN


def test_the_name_beside_the_uploader_is_that_of_the_picture_shown(photographed: AppTest) -> None:
    app = photographed
    assert picture(app) == OWN
    assert picture(uploading.upload(app, "upload", ("bad.png", b"nonsense"))) == OWN
    assert "bad.png" in app.error[0].value
    app.selectbox(key="image").set_value("impulse").run()
    assert (uploading.told(app, "upload")["shown"], uploading.told(app, "upload")["aside"]) == ([], "red.png")
    uploading.fire(app, "uploader", "upload", "wanted", True)
    assert picture(app) == OWN
    uploading.fire(app, "uploader", "upload", "removed", {"names": ["red.png"]})
    assert picture(app) == ("still-life", [])
    assert own_picture.OWN not in app.selectbox(key="image").options
    assert kept(app)["dropped"] == TOKEN


def test_the_browser_gives_the_photo_back_when_a_page_shows_pictures(opened: Open, photographed: AppTest) -> None:
    told = kept(photographed)
    assert told["picture"] == TOKEN
    fresh = found(opened(catalogue.TRAIN), told["texts"], TOKEN)
    assert kept(fresh)["wanted"] == ""
    fresh.switch_page("../../pages/convolution/kernel_lab.py").run()
    assert picture(fresh) == ("still-life", [])
    assert kept(fresh)["wanted"] == TOKEN
    assert picture(given(fresh, PHOTO)) == OWN
    assert (kept(fresh)["wanted"], kept(fresh)["picture"]) == ("", TOKEN)
    assert (tiles(fresh)["Image"]["rows"], tiles(fresh)["Image"]["columns"]) == (192, 256)


def test_what_a_link_did_not_get_stays_told_when_the_photo_comes_back(opened: Open, photographed: AppTest) -> None:
    told = kept(photographed)
    fresh = opened(catalogue.LAB, kernel1="sob")
    assert "kernel1 = “sob”" in fresh.warning[0].value
    fresh = given(found(fresh, told["texts"], TOKEN), PHOTO)
    assert picture(fresh) == OWN
    assert ["kernel1 = “sob”" in one.value for one in fresh.warning] == [True]


def test_a_photo_that_was_kept_aside_comes_back_aside(opened: Open, photographed: AppTest) -> None:
    photographed.selectbox(key="image").set_value("impulse").run()
    told = kept(photographed)
    fresh = given(found(opened(catalogue.LAB), told["texts"], TOKEN), PHOTO)
    assert fresh.selectbox(key="image").value == "impulse"
    assert uploading.told(fresh, "upload")["aside"] == "red.png"


def test_only_when_the_browser_keeps_none_is_a_missing_picture_told(opened: Open) -> None:
    here = opened(catalogue.LAB, image=own_picture.OWN)
    assert not here.info
    assert kept(here)["asked"]
    assert picture(given(found(here, {}, TOKEN), PHOTO)) == OWN
    assert not here.info
    there = found(opened(catalogue.LAB, image=own_picture.OWN), {})
    assert "this browser keeps none" in there.info[0].value
    assert not there.run().info


def test_a_photo_that_the_browser_has_lost_leaves_the_page_as_it_is(opened: Open) -> None:
    app = given(found(opened(catalogue.LAB), {}, TOKEN))
    assert not app.exception
    assert picture(app) == ("still-life", [])
    assert kept(app)["wanted"] == ""


def test_a_newer_photo_is_not_replaced_by_the_one_that_was_kept(opened: Open) -> None:
    app = found(opened(catalogue.LAB), {}, "cd" * 12)
    uploading.upload(app, "upload", PHOTO, token=TOKEN)
    assert kept(app)["dropped"] == "cd" * 12
    assert picture(given(app, ("old.png", png("L")))) == OWN


def test_a_drawing_comes_back_too(opened: Open) -> None:
    cells = base64.b64encode(bytes([200]) * drawing.SIDE**2).decode()
    app = found(opened(catalogue.LAB, image=own_picture.OWN), {"drawing": cells})
    assert app.selectbox(key="image").value == own_picture.OWN
    assert kept(app)["texts"]["drawing"] == cells
    uploading.upload(app, "upload", PHOTO, token=TOKEN)
    assert kept(app)["texts"]["drawing"] == ""


def test_what_was_set_comes_back_where_the_address_does_not_say_otherwise(opened: Open) -> None:
    app = opened(catalogue.LAB, kernel1="Your own", own1="1,2;3,4", stride1="3")
    app.selectbox(key="kernel1").set_value("emboss").run()
    told = kept(app)["texts"]
    # The address says the stride, and that the bias is as usual; the own kernel is not on the page.
    linked = found(opened(catalogue.LAB, kernel1="emboss", stride1="2"), told)
    assert linked.slider(key="stride1").value == 2
    linked.selectbox(key="kernel1").set_value("Your own").run()
    assert linked.text_area(key="own1").value == "1,2;3,4"
    bare = found(opened(catalogue.LAB), told)
    assert (bare.selectbox(key="kernel1").value, bare.slider(key="stride1").value) == ("emboss", 3)
    elsewhere = found(opened(catalogue.TRAIN), told)
    elsewhere.switch_page("../../pages/convolution/kernel_lab.py").run()
    assert (elsewhere.selectbox(key="kernel1").value, elsewhere.slider(key="stride1").value) == ("emboss", 3)
    assert kept(elsewhere)["texts"] == told


def test_a_guess_that_was_made_stays_made(opened: Open) -> None:
    app = opened(catalogue.EDGES)
    guess = list(edges.GUESSES)[1]
    app.radio(key="guess").set_value(guess).run()
    told = kept(app)["texts"]
    assert "guess" not in addresses.written(app)
    app.switch_page("../../pages/convolution/glossary.py").run()
    app.switch_page("../../pages/convolution/edge_kernels.py").run()
    assert app.radio(key="guess").value == guess
    fresh = found(opened(catalogue.EDGES), told)
    assert fresh.radio(key="guess").value == guess
    fresh.button(key="start_over").click().run()
    assert fresh.radio(key="guess").value is None
    assert kept(fresh)["texts"]["settings"] == ""
    renamed = found(opened(catalogue.EDGES), {"settings": told["settings"].replace(guess, "a former answer")})
    assert not renamed.exception
    assert renamed.radio(key="guess").value is None


def test_what_the_learner_has_set_meanwhile_stays(opened: Open) -> None:
    app = opened(catalogue.LAB, stride1="3")
    told = kept(app)["texts"]
    fresh = opened(catalogue.LAB)
    fresh.slider(key="stride1").set_value(2).run()
    assert found(fresh, told).slider(key="stride1").value == 2


@pytest.mark.parametrize(
    "settings",
    [
        "nonsense",
        "[]",
        "null",
        "{}",
        '{"pages": 1, "along": {}}',
        '{"pages": {"kernel-lab": 3}, "along": {}}',
        json.dumps(
            {"pages": {"kernel-lab": {"stride1": 3, "kernel1": "none such", "side": "-1"}}, "along": {"image": 7}}
        ),
        "[" * 5000,
    ],
)
def test_what_a_browser_keeps_wrongly_is_nothing(opened: Open, settings: str) -> None:
    app = found(opened(catalogue.LAB), {"settings": settings, "networks": settings, "drawing": settings})
    assert not app.exception
    assert not app.warning
    assert app.slider(key="stride1").value == 1


def test_a_network_too_large_for_a_link_comes_back(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "NET_LINK_CHARACTERS", 20)
    large = networks.Network("Large", (1, 28, 28), tuple(conv(1 + number, 3) for number in range(30)))
    app = opened(catalogue.BUILDER)
    uploading.upload(app, "file net", ("large.json", text.to_json(large).encode()))
    assert addresses.written(app)["net"] == "large"
    told = kept(app)["texts"]
    fresh = opened(catalogue.BUILDER, net="large")
    assert "too large for a link" in uploading.component(fresh, "bricks", "bricks").json
    assert "too large" not in uploading.component(found(fresh, told), "bricks", "bricks").json
    assert "Large" in uploading.component(fresh, "bricks", "bricks").json


def test_a_browser_that_was_not_heard_is_asked_again_until_it_is_and_then_left_in_peace(opened: Open) -> None:
    app = opened(catalogue.LAB)
    turns = [kept(app)["turn"], kept(app.run())["turn"]]
    assert turns[1] == turns[0] + 1
    app = found(app, {})
    assert kept(app)["heard"]
    assert kept(app)["turn"] == kept(app.run())["turn"]


def test_what_the_browser_tells_twice_undoes_nothing_that_was_set_in_between(opened: Open) -> None:
    told = kept(opened(catalogue.LAB, stride1="3"))["texts"]
    app = found(opened(catalogue.LAB), told)
    assert app.slider(key="stride1").value == 3
    app.slider(key="stride1").set_value(1).run()
    app = found(app, told)
    assert app.slider(key="stride1").value == 1
    app.switch_page("../../pages/convolution/edge_kernels.py").run()
    app.switch_page("../../pages/convolution/kernel_lab.py").run()
    assert app.slider(key="stride1").value == 1
