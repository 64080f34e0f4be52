"""What the browser keeps of a learner as texts, by name: settings, the course, seals, a class, an exercise's tasks."""

from playwright.sync_api import Page

# Milliseconds that a busy machine may take to keep or forget one.
PATIENCE = 30_000
HOLDS = """
([name, part]) => new Promise((tell) => {
    const asked = indexedDB.open("cnnviz", 1);
    asked.onerror = () => tell(false);
    asked.onsuccess = () => {
        const found = asked.result.transaction("texts").objectStore("texts").get(name);
        found.onerror = () => tell(false);
        found.onsuccess = () => {
            asked.result.close();
            const text = found.result ?? "";
            tell(part === null ? !text : text !== "" && text.includes(part));
        };
    };
})
"""


def kept(tab: Page, name: str, part: str = "") -> None:
    """Wait until the browser keeps a text of that name with this in it."""
    tab.wait_for_function(HOLDS, arg=[name, part], timeout=PATIENCE)


def forgotten(tab: Page, name: str) -> None:
    """Wait until the browser keeps no text of that name."""
    tab.wait_for_function(HOLDS, arg=[name, None], timeout=PATIENCE)
