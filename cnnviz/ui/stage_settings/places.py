"""Where in a `pipeline.Stage` a setting stands: how it is read from one, and put among the fields that make one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from cnnviz.ops import pipeline, pooling

Part = Literal["stage", "kernels", "border", "pool"]
# The fields of every part of a stage, as they are gathered to make it.
Fields = Mapping[Part, dict[str, Any]]

NO_POOLING = "none"


class Place(Protocol):
    """Where a setting stands."""

    def read(self, stage: pipeline.Stage) -> Any:
        """The setting's value in this stage."""

    def put(self, fields: Fields, value: Any) -> None:
        """Write the value among the fields of a stage."""


@dataclass(frozen=True)
class Field:
    """A field of one part of a stage; of a pooling that is not there, as a plain one has it."""

    part: Part
    name: str

    def read(self, stage: pipeline.Stage) -> Any:
        """The setting's value in this stage."""
        parts = {"stage": stage, "kernels": stage.kernels, "border": stage.border, "pool": stage.pool or pooling.Pool()}
        return getattr(parts[self.part], self.name)

    def put(self, fields: Fields, value: Any) -> None:
        """Write the value among the fields of a stage."""
        fields[self.part][self.name] = value


@dataclass(frozen=True)
class Counted(Field):
    """A place, from 0 in the stage, from 1 where it is set and read."""

    def read(self, stage: pipeline.Stage) -> int:
        """The place, from 1."""
        return int(super().read(stage)) + 1

    def put(self, fields: Fields, value: int) -> None:
        """Write the place, from 0."""
        super().put(fields, value - 1)


@dataclass(frozen=True)
class Kind:
    """Which pooling, if any."""

    def read(self, stage: pipeline.Stage) -> str:
        """The kind of the stage's pooling, or that it has none."""
        return stage.pool.kind if stage.pool else NO_POOLING

    def put(self, fields: Fields, value: str) -> None:
        """Write the kind, unless there is to be no pooling."""
        if value != NO_POOLING:
            fields["pool"]["kind"] = value


@dataclass(frozen=True)
class Down:
    """A (down, across) pair by its first number: the same across, unless `Across` says otherwise after it."""

    pair: Field

    def read(self, stage: pipeline.Stage) -> int:
        """Pixels down."""
        return int(self.pair.read(stage)[0])

    def put(self, fields: Fields, value: int) -> None:
        """Write as many pixels across as down."""
        self.pair.put(fields, (value, value))


@dataclass(frozen=True)
class Differs:
    """Whether a pair's two numbers differ; what `Across` puts makes them."""

    pair: Field

    def read(self, stage: pipeline.Stage) -> bool:
        """Whether they do."""
        down, across = self.pair.read(stage)
        return bool(down != across)

    def put(self, fields: Fields, value: bool) -> None:
        """Nothing: a pair is two numbers, and says of itself whether they differ."""


@dataclass(frozen=True)
class Across:
    """A pair by its second number."""

    pair: Field

    def read(self, stage: pipeline.Stage) -> int:
        """Pixels across."""
        return int(self.pair.read(stage)[1])

    def put(self, fields: Fields, value: int) -> None:
        """Write the pixels across beside those down."""
        part = fields[self.pair.part]
        part[self.pair.name] = (part[self.pair.name][0], value)
