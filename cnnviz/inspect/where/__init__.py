"""Where a network looks: which places of a picture speak for a class, by methods that can be held against a twin that
has learned nothing."""
