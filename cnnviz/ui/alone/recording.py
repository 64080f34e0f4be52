"""What this page sends while it is drawn, for who takes it along; it reaches the browser as ever."""

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx


@contextmanager
def recorded() -> Iterator[list[ForwardMsg]]:
    """The messages that are sent inside, in their order; nothing where no script runs."""
    context, sent = get_script_run_ctx(), list[ForwardMsg]()
    if context is None:
        yield sent
        return
    # Before what the browser has already becomes a reference to it.
    send = context.enqueue

    def both(msg: ForwardMsg) -> None:
        sent.append(msg)
        send(msg)

    context.enqueue = both  # type: ignore[method-assign]
    try:
        yield sent
    finally:
        context.enqueue = send  # type: ignore[method-assign]
