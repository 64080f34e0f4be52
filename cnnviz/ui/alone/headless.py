"""A page drawn for nobody: what its script sends to a browser, in a session of its own that ends with it."""

import asyncio
import threading
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state.session_state import SessionState

from cnnviz.errors import InputError
from cnnviz.ui import catalogue
from cnnviz.ui.alone import reading

MAIN = Path(__file__).parents[1] / "main.py"
# Seconds that a page may take for what it goes on to by itself, and between two looks at it.
PATIENCE, BETWEEN = 120.0, 1.5
UNFINISHED = "What the page “{title}” shows is still being computed. Take it along a little later."
# The scripts of pages, compiled once.
_COMPILED = ScriptCache()
# A lesson is dozens of pages: however many visitors want files, what draws them takes one turn at a time.
_TURN = threading.Lock()


def finished(page: str, query: Mapping[str, str], state: Mapping[str, Any]) -> list[ForwardMsg]:
    """As `messages`, once all is there that the page goes on to draw by itself. Raises InputError where that takes too
    long."""
    until = time.monotonic() + PATIENCE
    while not reading.is_finished(sent := messages(page, query, state)):
        if time.monotonic() > until:
            raise InputError(UNFINISHED.format(title=catalogue.by_path(page).title))
        time.sleep(BETWEEN)
    return sent


def messages(page: str, query: Mapping[str, str], state: Mapping[str, Any]) -> list[ForwardMsg]:
    """All that the page with that path sends when a link with these parameters opens it in a session that begins with
    `state`; it is run in a thread, and waited for. Raises RuntimeError where the page fails: half of it is none."""
    sent: list[ForwardMsg] = []
    heard: set[ScriptRunnerEvent] = set()

    def hear(sender: ScriptRunner | None, event: ScriptRunnerEvent, **more: Any) -> None:
        heard.add(event)
        if event == ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            sent.append(more["forward_msg"])

    session, loop = f"alone-{uuid.uuid4().hex}", asyncio.new_event_loop()
    try:
        runner = _runner(session, loop, RerunData(page_name=page, query_string=urlencode(query)), state)
        runner.on_event.connect(hear, weak=False)
        with _TURN:
            runner.start()
            assert runner._script_thread
            runner._script_thread.join()
    finally:
        loop.close()
        _forget(session)
    if ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS not in heard or any(map(_is_exception, sent)):
        raise RuntimeError(f"The page {page} could not be drawn.")
    return sent


def _is_exception(message: ForwardMsg) -> bool:
    """Whether it tells of an error of the page: its script has ended there, and the runner calls that a success."""
    told = message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element"
    return told and message.delta.new_element.WhichOneof("type") == "exception"


def _runner(session: str, loop: asyncio.AbstractEventLoop, asked: RerunData, state: Mapping[str, Any]) -> ScriptRunner:
    begun = SessionState()
    for key, value in state.items():
        begun[key] = value
    return ScriptRunner(
        session_id=session,
        main_script_path=str(MAIN),
        session_state=begun,
        uploaded_file_mgr=MemoryUploadedFileManager("/alone"),
        script_cache=_COMPILED,
        initial_rerun_data=asked,
        user_info={},
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(str(MAIN), _COMPILED, setup_watcher=False),
        event_loop=loop,
    )


def _forget(session: str) -> None:
    """Let go of the pictures that the page has put up for download."""
    if runtime.exists():
        files = runtime.get_instance().media_file_mgr
        files.clear_session_refs(session)
        files.remove_orphaned_files()
