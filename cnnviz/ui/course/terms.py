"""The terms that a page uses, each with its meaning, at hand on the page itself."""

from collections.abc import Mapping

import streamlit as st

from cnnviz.figures.convolution import glossary
from cnnviz.ui import catalogue, places

# Page -> ids of glossary.WORDS, the most needed first.
TERMS: Mapping[catalogue.Entry, tuple[str, ...]] = {
    catalogue.HOME: ("kernel", "feature-map", "stride", "padding", "layer"),
    catalogue.LAB: ("kernel", "feature-map", "stride", "padding", "dilation", "pooling", "activation", "signed-map"),
    catalogue.SIGNAL: ("kernel", "feature-map", "window", "stride", "padding", "correlation", "derivative"),
    catalogue.STEPS: ("kernel", "window", "feature-map", "correlation", "bias", "activation", "dilation"),
    catalogue.EDGES: ("kernel", "feature-map", "signed-map", "edge", "derivative"),
    catalogue.PADDING: ("padding", "stride", "dilation", "kernel", "window", "feature-map"),
    catalogue.CHANNELS: ("channel", "kernel", "feature-map", "parameters", "bias", "pointwise", "depthwise", "knobs"),
    catalogue.POOLING: ("pooling", "window", "stride", "feature-map", "activation", "parameters"),
    catalogue.WORDS: ("kernel", "feature-map", "correlation"),
    catalogue.NEURON: ("neuron", "dot-product", "cosine", "template", "bias", "activation"),
    catalogue.SHIFT: ("equivariance", "invariance", "feature-map", "pooling", "template", "dense-layer"),
    catalogue.SQUARE: ("kernel", "feature-map", "edge", "activation", "layer"),
    catalogue.WHEELS: ("receptive-field", "layer", "neuron", "stride", "pooling"),
    catalogue.DENSE: ("dense-layer", "weight-sharing", "parameters", "kernel", "flatten"),
    catalogue.FIELD: ("receptive-field", "neuron", "layer", "stride", "dilation", "padding"),
    catalogue.BUILDER: ("layer", "parameters", "multiply-add", "receptive-field", "flatten", "dense-layer"),
    catalogue.ARCHITECTURES: ("layer", "parameters", "multiply-add", "top-5", "pointwise", "shortcut"),
    catalogue.DEEPER: ("gradient", "layer", "batch-normalisation", "shortcut", "activation"),
    catalogue.WAY: ("feature-map", "channel", "depthwise", "pointwise", "shortcut", "logits", "softmax", "class"),
    catalogue.WHERE: ("grad-cam", "occlusion", "class", "logits", "gradient"),
    catalogue.LOOKS: ("channel", "neuron", "receptive-field", "class", "gradient"),
    catalogue.OPERATE: ("ablation", "kernel", "channel", "feature-map", "class"),
    catalogue.OWN_CLASSES: ("transfer", "class", "layer", "softmax", "loss", "test-set"),
    catalogue.FIND: ("kernel", "cosine", "depthwise", "feature-map", "channel"),
    catalogue.ACTIVATIONS: ("activation", "softmax", "logits", "dropout", "gradient"),
    catalogue.DATA: ("class", "test-set", "augmentation", "batch"),
    catalogue.ONE_STEP: ("softmax", "loss", "gradient", "learning-rate", "logits", "parameters"),
    catalogue.TRAIN: ("loss", "epoch", "batch", "learning-rate", "test-set", "parameters", "feature-map"),
    catalogue.COMPARE: (
        "seed",
        "dropout",
        "weight-decay",
        "augmentation",
        "batch-normalisation",
        "shortcut",
        "test-set",
    ),
}


def show(entry: catalogue.Entry) -> None:
    """A button that opens them, and the way to all words."""
    terms = TERMS.get(entry, ())
    if not terms:
        return
    with st.popover("Terms", key="terms", type="tertiary"):
        words = (glossary.WORDS[id] for id in terms)
        st.markdown("\n\n".join(f"**{word.title}**: {word.meaning}" for word in words))
        if entry is not catalogue.WORDS:
            places.link(catalogue.WORDS, "All words →")
