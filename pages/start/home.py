"""Start: a picture, a kernel and the map they make, at once; then the path through all pages, and the free tools."""

import streamlit as st

from cnnviz.ui import caching, catalogue, lessons, page
from cnnviz.ui.course import checking, path
from cnnviz.ui.lab import first_look
from cnnviz.ui.picture import own_picture

# What there is, the page to begin on, and what leads there.
TEACHERS = (
    (
        "**A class**: a code to join, nobody signs in. See every answer as it comes, stop all pages, take everybody "
        "to yours.",
        catalogue.CLASS,
        "Open a class →",
    ),
    (
        "**An exercise**: set a page as you want it, then press *Make an exercise* at its foot. Out come a link, "
        "a QR code, and a sheet to print with its key.",
        catalogue.STEPS,
        "Begin on Step by step →",
    ),
    (
        "**One file**: *Take along*, at the foot of a page or a lesson, saves it as a page that runs from a stick, "
        "offline or in a learning platform.",
        catalogue.PADDING,
        "Begin on Padding and stride →",
    ),
)

with page.opened(catalogue.HOME):
    with st.container(horizontal=True, vertical_alignment="center", key="begin"):
        path.begin()
        checking.begin()
        if st.button("Open the Kernel Lab"):
            page.go(catalogue.LAB)
        if st.button("Watch a network learn"):
            page.go(catalogue.TRAIN)
        st.markdown("Drop a photo, choose or type a kernel, read every number behind every map; then train a network.")
    first_look.show("hero")
    path.kept()
    path.show()
    st.header("Start from something to see", anchor=False)
    with st.container(horizontal=True, gap="small", key="lesson_cards"):
        for id, lesson in lessons.LESSONS.items():
            with st.container(border=True, width=224, key=f"card_{id}"):
                st.image(caching.portrait(id), width="stretch", output_format="PNG", alt="")
                page.link(catalogue.LAB, f"**{lesson.title}** →", own_picture.lesson_link(lesson.query))
                st.caption(lesson.sentence)
    with st.container(horizontal=True, key="more"):
        page.link(catalogue.WORDS, "Words: one meaning each →")
        page.link(catalogue.JOIN, "Join a class →")
    with (
        st.expander("For teachers: a class, exercises, files to take along", key="teachers"),
        st.container(horizontal=True),
    ):
        for text, entry, way in TEACHERS:
            with st.container(border=True, width=360):
                st.markdown(text)
                page.link(entry, way)
