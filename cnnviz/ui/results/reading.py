"""Everything that a page shows of one network, each computed when it is first asked for."""

from functools import cached_property
from typing import Any

from cnnviz.figures.networks import architectures, builder, diagrams
from cnnviz.nets import networks, shapes


class Reading:
    """A network read for its diagram, its bricks and its table."""

    def __init__(self, network: networks.Network) -> None:
        self.network = network

    @cached_property
    def walk(self) -> shapes.Walk:
        """Its layers, as far as it is possible."""
        return shapes.walk(self.network)

    @cached_property
    def described(self) -> dict[str, Any]:
        """It as its diagram shows it."""
        return diagrams.describe(self.network, self.walk)

    @cached_property
    def bricks(self) -> dict[str, Any]:
        """It as the builder reads it."""
        return builder.data(self.network, self.walk)

    @cached_property
    def rows(self) -> list[architectures.Row]:
        """It as a table, a row a layer."""
        return architectures.rows(self.walk.records)
