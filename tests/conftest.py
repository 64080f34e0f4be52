"""Runs that tests train are kept nowhere but in a folder of their own."""

import os
import tempfile

# Before anything reads it; each test process has its own, and so do the processes it starts.
_home = tempfile.TemporaryDirectory(prefix="cnnviz-tests-", ignore_cleanup_errors=True)
os.environ["CNNVIZ_HOME"] = _home.name
