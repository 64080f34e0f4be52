"""The lessons, one file each, in the order in which one learns."""
