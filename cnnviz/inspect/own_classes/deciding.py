"""Why a classifier says what it says of one picture: every feature's part in a logit, and pictures that are near."""

from dataclasses import dataclass

import numpy as np

from cnnviz.inspect.own_classes import features, fitting


@dataclass(frozen=True)
class Part:
    """A feature, from 0, its value, its weight, and what both add to the logit."""

    feature: int
    value: float
    weight: float
    added: float


@dataclass(frozen=True)
class Decision:
    """A class's logit as a sum: the largest parts for it and against it, all others together, and the bias."""

    speaking: tuple[Part, ...]
    against: tuple[Part, ...]
    rest: float
    bias: float
    logit: float


def decision(found: fitting.Classifier, features: np.ndarray, kind: int, most: int = 5) -> Decision:
    """The logit of class `kind` for features (d): at most so many parts for it, and against it."""
    values = features.astype(np.float64)
    added = found.weights[kind] * values
    order = np.argsort(-added, kind="stable")
    speaking = [at for at in order[:most] if added[at] > 0]
    against = [at for at in order[::-1][:most] if added[at] < 0]
    bias = float(found.bias[kind])
    shown = float(added[[*speaking, *against]].sum())

    def part(at: int) -> Part:
        return Part(int(at), float(values[at]), float(found.weights[kind, at]), float(added[at]))

    logit = float(added.sum()) + bias
    return Decision(tuple(map(part, speaking)), tuple(map(part, against)), logit - bias - shown, bias, logit)


def places(found: fitting.Classifier, source: features.Source, seen: features.Seen, kind: int) -> np.ndarray | None:
    """How much of a logit comes from each place of the maps (h w): all of them and the bias add up to it.

    Of pooled maps a class activation map (Zhou et al. 2016), over the number of its places. None without maps.
    """
    if seen.maps is None or not seen.maps.size:
        return None
    maps, weights = seen.maps.astype(np.float64), found.weights[kind]
    if source.pooled:
        return np.asarray(np.tensordot(weights, maps, 1)) / maps[0].size if source.averaged else None
    return np.asarray((weights.reshape(maps.shape) * maps).sum(0))


def cosines(features: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The cosines of the angles between features (d) and others (n d) -> (n); 0 where one of both is all 0."""
    one, many = features.astype(np.float64), others.astype(np.float64)
    lengths = np.linalg.norm(many, axis=1) * np.linalg.norm(one)
    return np.where(lengths > 0, many @ one / np.where(lengths > 0, lengths, 1), 0.0)


def confusion(shares: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """How often a class (row) was taken for a class (column): shares (n c), labels (n) -> (c c)."""
    count = shares.shape[1]
    places = labels * count + shares.argmax(1)
    return np.bincount(places, minlength=count**2).reshape(count, count)


def lit(pixels: np.ndarray, map: np.ndarray, least: float = 0.15) -> np.ndarray:
    """A picture uint8 (h w 3) under a map (i j) without negative numbers: as it is where the map is largest, dark, down
    to the share `least`, where it is 0. Each number of the map covers an equal part of the picture."""
    height, width = pixels.shape[:2]
    rows, columns = (np.arange(side) * cells // side for side, cells in zip((height, width), map.shape, strict=True))
    light = map[np.ix_(rows, columns)] / max(float(map.max()), 1e-12)
    return np.asarray(np.rint(pixels * (least + (1 - least) * light[:, :, None])), np.uint8)
