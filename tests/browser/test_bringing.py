"""What a learner brings gets in and stays theirs: through reloads and restarts, in another site's frame, by address."""

import http.server
import io
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, FrameLocator, Page, expect

from tests.browser import conftest, waiting
from tests.browser.test_lab import choose, fill, photo, upload, widgets
from tests.browser.waiting import settled

FOLDER = "teaching/cnn"

# Whether the browser keeps a picture of that name.
KEPT = """
(name) => new Promise((done) => {
    const opening = indexedDB.open("cnnviz", 1)
    opening.onsuccess = () => {
        const asked = opening.result.transaction("files").objectStore("files").getAll()
        asked.onsuccess = () => done(asked.result.some((file) => file.kept && file.name === name))
    }
})
"""


class Site:
    """Another site: pages with the app in a frame, and pictures that others may read or not. `asked`: its visitors."""

    def __init__(self) -> None:
        site, self.pages, self.asked = self, dict[str, tuple[bytes, dict[str, str]]](), list[tuple[str, str]]()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers.get("User-Agent", "")))
                body, headers = site.pages.get(self.path, (b"", {"Access-Control-Allow-Origin": "*"}))
                self.send_response(200 if body else 404)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Callable[[], None]]]:
    """Starts the app at a port; what it returns ends it."""
    running = []

    def start(port: int, *options: str, health: str = "", **env: str) -> Callable[[], None]:
        log = tmp_path / "log.txt"
        server = conftest.serve(port, log, *options, **env)
        running.append(server)
        conftest.await_health(server, f"http://127.0.0.1:{port}{health}", log)
        return lambda: conftest.stop(server)

    yield start
    for server in running:
        conftest.stop(server)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.add_init_script(waiting.LISTEN)
    yield context.new_page()
    context.close()


def named(name: str, kind: str = "JPEG") -> FilePayload:
    """A picture of 60 × 40 in a file of that name."""
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((60, 40)).save(stream, kind)
    return {"name": name, "mimeType": "", "buffer": stream.getvalue()}


def expect_picture(place: Page | FrameLocator, name: str, picture: str = "Your picture") -> None:
    """The picture in the menu, and the name beside the uploader."""
    menu = place.get_by_role("combobox", name="Picture", exact=True)
    expect(menu).to_have_value(picture, timeout=30_000)
    expect(place.locator(".st-key-upload li .name")).to_have_text([name] if name else [])


def test_a_photo_and_all_that_was_set_survive_lessons_pages_reloads_and_a_restart(
    tab: Page, serve: Callable[..., Callable[[], None]]
) -> None:
    port = conftest.free_port()
    end = serve(port)
    tab.goto(f"http://127.0.0.1:{port}/kernel-lab?side=64+px&kernel1=Your+own")
    fill(settled(tab), "own1", "1,2;3,4")
    choose(tab, "kernel1", "Emboss")
    upload(tab, photo())
    expect_picture(settled(tab), "holiday.jpg")
    tab.get_by_role("button", name="Start from a lesson").click()
    settled(tab).get_by_role("button", name="Find the T").click()
    expect_picture(settled(tab), "holiday.jpg")
    expect(tab.get_by_text("This lesson was made for the picture")).to_be_visible()
    tab.reload()
    expect_picture(settled(tab), "holiday.jpg")
    tab.get_by_role("link", name="Start", exact=True).click()
    settled(tab).reload()
    settled(tab).get_by_role("link", name="Edges and directions").click()
    expect_picture(settled(tab), "holiday.jpg")
    end()
    end = serve(port)
    # The page notices by itself that the server is a new one, and tells it what it keeps.
    expect(tab.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    expect_picture(settled(tab), "holiday.jpg")
    tab.reload()
    expect_picture(settled(tab), "holiday.jpg")
    expect(tab.locator("figure .facts").first).to_contain_text("256 × 171 px")
    tab.get_by_role("button", name="Remove holiday.jpg").click()
    expect_picture(settled(tab), "", "Still life")
    tab.wait_for_function(f"async (name) => !(await ({KEPT})(name))", arg="holiday.jpg")
    tab.reload()
    expect_picture(settled(tab), "", "Still life")


def test_an_own_kernel_is_there_after_a_reload_though_another_was_shown(tab: Page, app_url: str) -> None:
    tab.goto(f"{app_url}/kernel-lab?side=64+px&kernel1=Your+own")
    fill(settled(tab), "own1", "1,2;3,4")
    choose(tab, "kernel1", "Emboss")
    tab.reload()
    choose(settled(tab), "kernel1", "Your own")
    assert widgets(tab)["own1"] == ["1,2;3,4"]


def test_files_get_in_behind_a_folder_and_inside_the_frame_of_another_site(
    tab: Page, serve: Callable[..., Callable[[], None]], site: Site
) -> None:
    port = conftest.free_port()
    serve(
        port,
        "--server.baseUrlPath",
        FOLDER,
        health=f"/{FOLDER}",
        CNNVIZ_FRAME_ANCESTORS=f"self http://localhost:{site.port}",
    )
    frame = f'<iframe src="http://127.0.0.1:{port}/{FOLDER}/kernel-lab?side=64+px" width=1300 height=900></iframe>'
    site.pages["/lesson"] = (frame.encode(), {"Content-Type": "text/html"})
    # localhost and 127.0.0.1 are two sites: no cookie of the app's gets into the frame.
    tab.goto(f"http://localhost:{site.port}/lesson")
    inside = tab.frame_locator("iframe")
    for file in (named("photo"), named("scan.jpe"), named("a.jfif"), named("wrong.gif", "PNG")):
        inside.locator(".st-key-upload input[type=file]").set_input_files(file)
        expect_picture(inside, str(file["name"]))
        expect(inside.get_by_test_id("stAlert")).to_have_count(0)
    # A site that the host did not name shows nothing of the app.
    tab.goto(f"http://127.0.0.1:{site.port}/lesson")
    tab.wait_for_function("() => document.readyState === 'complete'")
    assert [one.url for one in tab.frames[1:]] == ["chrome-error://chromewebdata/"]


def test_a_picture_comes_by_its_address_where_its_site_allows_and_else_a_sentence_says_how(
    tab: Page, app_url: str, site: Site
) -> None:
    body = named("p.png", "PNG")["buffer"]
    site.pages["/open.png"] = (body, {"Content-Type": "image/png", "Access-Control-Allow-Origin": "*"})
    site.pages["/closed.png"] = (body, {"Content-Type": "image/png"})
    other = f"http://localhost:{site.port}"
    tab.goto(f"{app_url}/kernel-lab?side=64+px")
    uploader = settled(tab).locator(".st-key-upload")
    uploader.get_by_role("button", name="By address").click()
    field = uploader.get_by_label("Address of a picture")
    field.fill(f"{other}/closed.png")
    field.press("Enter")
    expect(uploader.get_by_role("alert")).to_contain_text(re.compile("does not let other pages.*save it.*paste it"))
    expect_picture(tab, "", "Still life")
    field.fill(f"{other}/open.png")
    field.press("Enter")
    expect_picture(tab, "open.png")
    expect(uploader.locator(".trouble")).to_have_text("")
    # Dragged from another page: its address, not a file.
    uploader.locator(".zone").evaluate(
        """(zone, address) => {
            const held = new DataTransfer()
            held.setData("text/html", `<img src="${address}">`)
            held.setData("text/uri-list", address)
            const how = {dataTransfer: held, bubbles: true, composed: true, cancelable: true}
            zone.dispatchEvent(new DragEvent("drop", how))
        }""",
        f"{other}/open.png?dragged",
    )
    expect(uploader.get_by_role("alert")).to_contain_text("answers 404")
    assert site.asked
    assert all("Chrom" in agent for _, agent in site.asked), "only the learner's browser may ask other sites"


def test_a_file_of_exactly_the_limit_gets_in_and_one_byte_more_is_refused_in_one_sentence(
    tab: Page, app_url: str, tmp_path: Path
) -> None:
    tab.goto(f"{app_url}/kernel-lab?side=64+px")
    settled(tab)
    for count in (20 * 2**20, 20 * 2**20 + 1):
        (tmp_path / f"{count}.png").write_bytes(b"words " * (count // 6) + b"w" * (count % 6))
    upload(tab, tmp_path / f"{20 * 2**20}.png")
    expect(tab.get_by_test_id("stAlert")).to_contain_text("is text, not a picture")
    upload(tab, tmp_path / f"{20 * 2**20 + 1}.png")
    expect(tab.locator(".st-key-upload").get_by_role("alert")).to_contain_text("20.1 MB large. The limit is 20 MB")


def test_by_keyboard_the_uploader_says_what_it_is_and_shows_the_focus(tab: Page, app_url: str) -> None:
    tab.goto(f"{app_url}/kernel-lab?side=64+px")
    browse = settled(tab).get_by_role("button", name="Browse files: Drop your photo here")
    # From here on Playwright takes the chooser, so that none is missed.
    tab.on("filechooser", lambda chooser: None)
    browse.focus()
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    expect(browse).to_be_focused()
    assert browse.evaluate("node => getComputedStyle(node).outlineWidth") == "2px"
    with tab.expect_file_chooser() as chosen:
        tab.keyboard.press("Enter")
    chosen.value.set_files(named("by-keyboard"))
    expect_picture(tab, "by-keyboard")
    small = tab.locator(".uploader button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(box => box.width && box.height < 24)"
    )
    assert small == []
