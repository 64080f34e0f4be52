"""cnnviz.inspect.models: answers in their order, and the blocks that a network is told in."""

import numpy as np
import pytest
import torch

from cnnviz.inspect import models, preparation
from cnnviz.nets import layers, networks, zoo

READ = preparation.Preparation((1, 4, 4), 1.0, preparation.NORMALISATIONS["unit"])


def test_answers_are_the_largest_logits_with_their_share_of_all() -> None:
    logits = np.array([1.0, 5.0, -2.0, 5.0, 3.0], np.float32)
    model = models.Model("m", "m", networks.Network(), {}, tuple("abcde"), READ)
    said = models.answers(model, logits, 3)
    assert [one.name for one in said] == ["b", "d", "e"]
    shares = torch.softmax(torch.from_numpy(logits), 0).numpy()
    assert [one.share for one in said] == pytest.approx([shares[1], shares[3], shares[4]])
    assert len(models.answers(model, logits, 9)) == 5


def test_the_blocks_are_the_innermost_named_ones_and_what_lies_in_none() -> None:
    lite = [record.layer.title for record in models.blocks(zoo.ENTRIES["efficientnet-lite0"].network())]
    assert lite[:4] == ["stem", "block 1.1", "block 2.1", "block 2.2"]
    assert lite[-5:] == ["block 7.1", "head", "Global average pool", "Dropout 0.2", "Dense 1000"]
    assert len(lite) == 21
    plain = zoo.ENTRIES["lenet-5"].network()
    assert [record.layer for record in models.blocks(plain)] == list(plain.layers)


def test_a_layer_beside_blocks_in_a_block_stands_for_itself() -> None:
    inner = networks.Block("inner", (layers.Conv(2), layers.Activation()))
    network = networks.Network("n", (1, 9, 9), (networks.Block("outer", (inner, layers.Pool())), layers.Flatten()))
    assert [record.path for record in models.blocks(network)] == ["0.0", "0.1", "1"]
