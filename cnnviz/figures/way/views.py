"""What is said first at every place in a network, and how its steps are called."""

from collections.abc import Mapping

from cnnviz import numbers
from cnnviz.figures.way import columns
from cnnviz.inspect.way import graph, opened

# How one reads wires.
WIRES = "A wire is as thick as what the largest unit of a map would lose without the map that the wire comes from."
THREAD = "Bold: from the first answer back, each time the strongest."


def whole(answers: columns.Answers) -> str:
    """Of the whole way: the first answer, and how wires are read."""
    name, share = answers[0]
    return f"“{name}”, {percent(share)}. {WIRES} {THREAD}"


def block(station: graph.Station) -> str:
    """Of one station."""
    return f"{station.title[0].upper()}{station.title[1:]}, layer by layer. {WIRES}"


def unit(shown: opened.Opened, answer: tuple[str, float] | None) -> str:
    """Of one unit; `answer` is its name and share, where it is a class."""
    named = f"“{answer[0]}”, {percent(answer[1])}: its sum is" if answer else "Its number:"
    return f"{named} {numbers.text(shown.number)}."


def titles(network: graph.Graph) -> Mapping[str, str]:
    """How every step is called, by its name, and the photo."""
    found = {"": "the photo"}
    for station in network.stations:
        for step in station.steps:
            whole = step.name == station.name
            found[step.name] = station.title if whole else f"{station.title}, {step.main.layer.title}"
    return found


def goes(network: graph.Graph, inside: graph.Station | None = None) -> dict[str, str]:
    """Where each column leads, by its name: to its station, or, of one that somebody is inside of, to its step."""
    if inside is None:
        return {station.name: station.path for station in network.stations}
    leads = {station.name: station.path for station in network.stations if station.name == inside.source}
    return leads | {step.name: step.main.path for step in inside.steps}


def percent(share: float) -> str:
    """A share as it is said."""
    if 0.9995 <= share < 1:
        return "over 99.9 %"
    return "under 0.1 %" if 0 < share < 0.0005 else f"{numbers.text(round(1000 * share) / 10)} %"
