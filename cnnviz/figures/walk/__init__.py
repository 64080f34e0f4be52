"""The walk of a window over a map, one moment at a time: for the explorer, and for slides."""
