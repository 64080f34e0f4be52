"""What a Dask worker of the tests loads first: the runs it is given are played."""

import sys

from cnnviz.training.dispatch import worker_process

worker_process.COMMAND = (sys.executable, "-m", "tests.servers.actor")
