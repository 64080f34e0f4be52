"""Start: what you can do here, as pictures to click."""

import streamlit as st

from cnnviz.ui import caching, frame, keeping, lessons, links, own_picture

links.arrive(frame.HOME.path)
st.title("See what convolution does to your own picture", anchor=False)
st.markdown(
    "Drop a photo, choose Prewitt, Sobel, Kirsch or your own kernel, set stride, padding and pooling, "
    "and read every number behind every feature map. Then train a network and watch its filters form."
)
with st.container(horizontal=True):
    if st.button("Open the Kernel Lab", type="primary"):
        frame.go(frame.LAB)
    if st.button("Watch a network learn"):
        frame.go(frame.TRAIN)
st.subheader("Or start from something to see", anchor=False)
with st.container(horizontal=True, gap="small"):
    for title, lesson in lessons.LESSONS.items():
        with st.container(border=True, width=224, key=f"card_{title}"):
            st.image(caching.portrait(title), width="stretch", output_format="PNG", alt="")
            frame.link(frame.LAB, f"**{title}** →", own_picture.lesson_link(lesson.query))
            st.caption(lesson.sentence)
for title, section in (
    ("Understand it step by step", "Convolution"),
    ("From layers to networks", "Networks"),
    ("Watch it learn", "Training"),
):
    st.subheader(title, anchor=False)
    with st.container(horizontal=True, gap="small"):
        for entry in (one for one in frame.SECTIONS[section] if one is not frame.LAB):
            with st.container(border=True, width=224, key=f"card_{entry.path}"):
                frame.link(entry, f"**{entry.title}** →")
                st.caption(entry.sentence)
keeping.keep()
