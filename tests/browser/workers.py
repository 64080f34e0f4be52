"""The processes in which runs learn."""

from urllib.parse import urlsplit

import psutil


def workers(app_url: str) -> list[psutil.Process]:
    """The app's worker processes that train or wait to."""
    port = urlsplit(app_url).port
    servers = [
        process for process in psutil.process_iter() if str(port) in _words(process) and "streamlit" in _words(process)
    ]
    children = [child for server in servers for child in server.children(recursive=True)]
    return [child for child in children if "cnnviz.training.worker" in _words(child)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
        return []
