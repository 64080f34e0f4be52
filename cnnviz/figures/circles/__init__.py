"""Layers and small networks as circles and arrows: what the components that draw them are sent."""
