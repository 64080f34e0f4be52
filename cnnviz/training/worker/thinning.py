"""Which of many snapshots are kept: the early ones dense, because filters form early, the late ones sparse."""

import heapq
from bisect import bisect_left
from collections.abc import Sequence
from math import log1p

# Steps after which the distance between snapshots begins to grow in proportion to the step.
DENSE = 50
# So many more than wanted are let come together first: thinning one at a time would cost a look at each.
SLACK = 1.25


def dropped(steps: Sequence[int], most: int) -> list[int]:
    """The places in rising `steps` that go, so that `most` stay. The first always stays, and all of the last step: a
    run ends with two evaluations, of validation and test pictures.

    Again and again the one goes whose two neighbours are closest to each other, on a scale that is linear up to
    DENSE steps and logarithmic after.
    """
    places = [log1p(step / DENSE) for step in steps]
    before, after = [at - 1 for at in range(len(steps))], [at + 1 for at in range(len(steps))]
    end = bisect_left(steps, steps[-1]) if steps else 0
    heap = [(places[at + 1] - places[at - 1], at) for at in range(1, end)]
    heapq.heapify(heap)
    gone: set[int] = set()
    while heap and len(steps) - len(gone) > max(most, 2):
        gap, at = heapq.heappop(heap)
        if at in gone or gap != places[after[at]] - places[before[at]]:
            continue
        gone.add(at)
        left, right = before[at], after[at]
        after[left], before[right] = right, left
        for near in (left, right):
            if 0 < near < end:
                heapq.heappush(heap, (places[after[near]] - places[before[near]], near))
    return sorted(gone)
