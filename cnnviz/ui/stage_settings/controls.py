"""The kinds of control a setting can have, as values: what it can be, and what it is unless somebody sets it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# A setting's values by their ids, and a bound that follows from them.
Values = Mapping[str, object]
Bound = Callable[[Mapping[str, int]], int]


@dataclass(frozen=True)
class Slider:
    """A number from `low` to `high` by `step`, whole where `default` is. `fits`, where there is one, is the most that
    it can be beside other values; one that is `typed` is written into a field where there is room for one."""

    low: float
    high: float
    default: float
    step: float = 1
    fits: Bound | None = None
    typed: bool = False

    def reading(self, value: object) -> float | None:
        """The value as this control has it, whole or not as its default is; None where it cannot be."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not self.low <= value <= self.high:
            return None
        return type(self.default)(value)


@dataclass(frozen=True)
class Option:
    """One of a choice: what a menu calls it, what it does, and more to read beside it; `names` are other people's."""

    label: str
    sentence: str = ""
    more: str = ""
    names: str = ""

    @property
    def caption(self) -> str:
        """What is said below the menu once it is chosen."""
        return f"{self.sentence} {self.more}".strip()


@dataclass(frozen=True)
class Choice:
    """One of `options`, by their ids; of the one that is `silent` nothing is said once it is chosen."""

    options: Mapping[str, Option]
    default: str
    silent: str = ""

    def reading(self, value: object) -> str | None:
        """The value; None where it is none of the options."""
        return value if isinstance(value, str) and value in self.options else None

    @property
    def labels(self) -> dict[str, str]:
        """Id -> what a menu shows."""
        return {id: option.label for id, option in self.options.items()}

    @property
    def sentence(self) -> str:
        """Every option and what it does, in a row."""
        return " ".join(f"{one.label}: {one.sentence}" for one in self._explained())

    @property
    def help(self) -> str:
        """The same as a list."""
        return "\n".join(f"- **{one.label}** {one.sentence}" for one in self._explained())

    def _explained(self) -> list[Option]:
        return [one for one in self.options.values() if one.sentence]


@dataclass(frozen=True)
class Switch:
    """On or off."""

    default: bool = False

    def reading(self, value: object) -> bool | None:
        """The value; None where it is neither."""
        return value if isinstance(value, bool) else None


Control = Slider | Choice | Switch


@dataclass(frozen=True)
class Described:
    """A control with a name: what one setting is, whatever it is a setting of.

    `sentence` says why one would touch it (a choice's options say it themselves), `when` beside which values of others
    it is of use, `short` what it is called where there is little room; `folded` ones are out of sight there until
    somebody wants them.
    """

    id: str
    label: str
    control: Control
    sentence: str = ""
    when: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    short: str = ""
    folded: bool = False

    def applies(self, values: Values) -> bool:
        """Whether it is of use beside these values."""
        return all(values[name] in wanted for name, wanted in self.when.items())
