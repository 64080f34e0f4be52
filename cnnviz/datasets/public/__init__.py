"""Data sets that everybody knows: found on this machine, downloaded where that is allowed, read."""
