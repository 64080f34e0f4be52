"""A square by hand: edges, corners, a pattern of dots, a threshold; what other sizes do to it, and what helps."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.why import detectors
from cnnviz.ui import catalogue, page
from cnnviz.ui.components import detector
from cnnviz.ui.course import veil
from cnnviz.ui.told import facts
from cnnviz.ui.why import detector_settings, detector_story


@page.part
def look(top: DeltaGenerator) -> None:
    kind, scene, way = detector_settings.menus(top)
    seen = detector_settings.seen(top, kind, scene)
    values = detector_settings.values(kind, scene)
    data = detectors.blob(kind, way, values, seen, asking=veil.is_closed())
    detector.detector(data, "detector", detector_settings.taken(kind, scene))
    chosen = detector_settings.chosen(kind, way, values)
    facts.tell("pitch", "the distance in pixels between two corners of what it looks for", chosen.pitch)
    facts.tell("found", "the sum from which it says “found”", chosen.found)
    detector_story.every_size(chosen)
    detector_story.show(kind)


with page.opened(catalogue.SQUARE):
    look(st.container(horizontal=True, vertical_alignment="bottom"))
