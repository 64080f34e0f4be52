"""Who has to give room when the store is full: whoever holds most of it, of their own, the oldest first.

An address is a network from which runs were started, behind which several people may sit; people name themselves.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class EndedRun:
    """A run that is over and still kept: its number, whose it is, its bytes, and when it ended (Unix seconds)."""

    number: int
    person: str
    address: str
    size: int
    ended: float


Holder = tuple[str, str]  # address, person


def leaving(ended: Iterable[EndedRun], fixed: Mapping[str, int], most: int, young: float) -> list[int]:
    """The runs to delete so that all that is kept takes at most so many bytes, as far as that can be.

    `fixed` is what each address keeps beside them. The newest run of a person, if it ended at or after `young`, goes
    only where everybody at their address has no more than that one; an address's largest such run is not counted
    against it. So who fills the store loses their own, and never another's last work.
    """
    held: defaultdict[Holder, deque[EndedRun]] = defaultdict(deque)
    for run in sorted(ended, key=lambda run: (run.ended, run.number)):
        held[run.address, run.person].append(run)
    size = Counter({holder: sum(run.size for run in runs) for holder, runs in held.items()})
    total, gone = size.total() + sum(fixed.values()), []
    while total > most and held:
        holder = _payer(held, size, fixed, young)
        run = held[holder].popleft()
        size[holder] -= run.size
        total -= run.size
        gone.append(run.number)
        if not held[holder]:
            del held[holder], size[holder]
    return gone


def _payer(
    held: Mapping[Holder, deque[EndedRun]], size: Mapping[Holder, int], fixed: Mapping[str, int], young: float
) -> Holder:
    """Whose oldest run goes next: the largest address's, and there the largest person's."""
    spared = {holder: runs[-1].size if runs[-1].ended >= young else 0 for holder, runs in held.items()}
    counted, largest = Counter(fixed), Counter[str]()
    for holder in held:
        counted[holder[0]] += size[holder]
        largest[holder[0]] = max(largest[holder[0]], spared[holder])

    def weight(holder: Holder) -> tuple[int, int, float]:
        # Among equals it is the one who added something last.
        address = holder[0]
        return counted[address] - largest[address], size[holder] - spared[holder], held[holder][-1].ended

    return max(held, key=weight)
