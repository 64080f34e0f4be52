"""When a page of the app has come to rest."""

from playwright.sync_api import Page

# Runs in every page before Streamlit's own script and notes when somebody last touched the page (acted), when
# Streamlit last sent a request (asked) and when the server last spoke (heard).
LISTEN = """
window.cnnvizLast = {acted: 0, asked: 0, heard: 0, calm: 0};
for (const kind of ["pointerup", "keyup", "input", "change"]) {
    window.addEventListener(kind, () => { window.cnnvizLast.acted = performance.now(); }, true);
}
window.XMLHttpRequest = class extends window.XMLHttpRequest {
    send(body) {
        // Files of an uploader: a page that brings some is at work, and for a moment after.
        window.cnnvizBringing = (window.cnnvizBringing ?? 0) + 1;
        this.addEventListener("loadend", () => {
            window.cnnvizBringing -= 1;
            window.cnnvizLast.acted = performance.now();
        });
        super.send(body);
    }
};
window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", () => { window.cnnvizLast.heard = performance.now(); });
    }
    send(message) {
        window.cnnvizLast.asked = performance.now();
        super.send(message);
    }
};
"""

# The script's state alone does not tell. A click asks for its rerun some 10 ms later, a slider's key 200 ms
# later; a short fragment goes from asked to done between two paints. The 100 ms outlast the gaps within an
# answer and fit between two runs of a live fragment; a request that is no rerun gets no answer, hence the second.
# This is asked once a frame: a busy browser needs some until components have taken over what came, the address too.
AT_REST = """
() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const {acted, asked, heard} = window.cnnvizLast;
    const now = performance.now();
    const resting = app?.dataset.testScriptState === "notRunning"
        && app.dataset.testConnectionState === "CONNECTED"
        && !window.cnnvizBringing
        && !document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]')
        && now - acted > 300
        && (heard > asked || now - asked > 1000)
        && now - heard > 100;
    window.cnnvizLast.calm = resting ? window.cnnvizLast.calm + 1 : 0;
    return window.cnnvizLast.calm > 3;
}
"""


def settled(page: Page, timeout: float = 30_000) -> Page:
    """The same page, once Streamlit has connected, run the script and put everything on the screen.

    For a page that the fixture `page` opened. Raises Playwright's TimeoutError after `timeout` ms. What a
    component draws by itself, without the server, is awaited with `expect(...)` instead.
    """
    page.wait_for_function(AT_REST, timeout=timeout)
    return page
