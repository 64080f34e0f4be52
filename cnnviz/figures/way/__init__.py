"""A picture's way through a network, drawn: all stations, one of them, all maps of a layer, one unit."""
