"""The way of a picture through a network: its stations, the strongest maps, wires between them, and one unit opened."""
