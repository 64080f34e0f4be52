"""Learning itself: the one part of training that needs torch, and so runs in workers only."""

import os

# OpenMP reads it once, when torch is loaded. Threads that spin while they wait take the cores from every other run.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
