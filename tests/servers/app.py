"""An app server without pages, to be killed: `python -m tests.servers.app COUNT` starts runs that play without end.

When all of them have begun it prints one line of JSON, their ids and the numbers of its worker processes; it ends when
its standard input does.
"""

import json
import sys

from cnnviz.training import runs
from cnnviz.training.dispatch import embedded, worker_process
from tests.servers.postgres import awaited
from tests.training.conftest import played, processes, reached


def main() -> None:
    """Start, tell, wait."""
    worker_process.COMMAND = (sys.executable, "-m", "tests.servers.actor")
    embedded.REST = 0.0
    started = [runs.start(played(epochs=100), f"person {number}") for number in range(int(sys.argv[1]))]
    for one in started:
        reached(one.control, 6)
    awaited(lambda: len(processes()) > len(started))
    print(json.dumps({"runs": [one.control for one in started], "processes": processes()}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
