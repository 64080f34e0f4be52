"""A web server on this machine that answers as a test wants it to."""

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator

Answer = Callable[[http.server.BaseHTTPRequestHandler], None]


@contextlib.contextmanager
def server(answer: Answer) -> Iterator[str]:
    """Its address, with a slash at the end, while the block lasts."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with contextlib.suppress(ConnectionError):
                answer(self)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as one:
        thread = threading.Thread(target=one.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{one.server_port}/data/"
        finally:
            one.shutdown()
            thread.join()


def sent(body: bytes, promised: int | None = None) -> Answer:
    """The answer that sends this body, and says it is `promised` bytes long."""

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if promised is not None:
            request.send_header("Content-Length", str(promised))
        request.end_headers()
        request.wfile.write(body)

    return answer
