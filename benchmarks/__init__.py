"""How fast the operations are beside the libraries people know: ratios only, taken in turns on the same machine."""

import os

# Before torch is imported: idle threads that spin would be timed with whoever comes next.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
