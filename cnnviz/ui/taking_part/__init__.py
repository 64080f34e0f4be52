"""Who one is in a class, and what of one's doing it gets to see: what all pages know of classes."""
