"""On which pictures a network is looked at: the app's samples, what a run has learned from, or the learner's photos."""

import functools
import hashlib

import numpy as np
import streamlit as st
from PIL import Image

from cnnviz.api.uploads import File
from cnnviz.errors import InputError
from cnnviz.images import decode, eight_bit, picture
from cnnviz.inspect import models, trained_runs
from cnnviz.inspect.looks import sets
from cnnviz.training import runs
from cnnviz.ui import uploads, widgets, words
from cnnviz.ui.picture import own_picture

SAMPLES, DATA, OWN = "samples", "data", "own"
LABELS = {DATA: "What it learned from", SAMPLES: "The app’s samples", OWN: "Photos of your own"}
# Photos of a learner's own at once.
MOST = 12
NONE = "Drop some photos of your own, up to {most}: their patches are shown then."
# Session keys owned here: the photos, and why some of the last could not be read.
_PHOTOS, _TROUBLE = "_look_photos", "_look_trouble"


def chosen(model: models.Model) -> sets.PictureSet:
    """The pictures, from their menu. Raises InputError where there are none."""
    run = trained_runs.run_of(model)
    known = {id: label for id, label in LABELS.items() if run or id != DATA}
    id = widgets.choice(
        "look_set",
        "Pictures",
        known,
        DATA if run else SAMPLES,
        width=210,
        help="What it shows depends on what is there.",
    )
    if id == OWN:
        return _own()
    if id == DATA and run is not None:
        return sets.first(str(run.config.data), runs.dataset(run))
    return sets.bundled()


def _own() -> sets.PictureSet:
    held = _held()
    with st.popover(f"Your photos: {len(held)}", key="look_photos"):
        uploads.uploader(
            "Drop your photos here",
            "look_upload",
            _take,
            uploads.Wants(several=True),
            hint=f"{decode.FORMATS}. Up to {MOST} at once, for this session only.",
            names=[one.name for one in st.session_state.get(_PHOTOS, ())],
            on_removed=lambda names: _forget(),
        )
        if trouble := st.session_state.get(_TROUBLE):
            words.explain(trouble)
    if not held:
        raise InputError(NONE.format(most=MOST))
    sources = [
        sets.Source(one.name, (len(one.pixels), len(one.pixels[0])), functools.partial(_pixels, one)) for one in held
    ]
    return sets.photos("own-" + hashlib.sha256("".join(one.digest for one in held).encode()).hexdigest(), sources)


def _pixels(photo: picture.Picture) -> picture.Pixels:
    return photo.pixels


def _held() -> tuple[picture.Picture, ...]:
    """The photos of this page, and the picture that all pages share."""
    own = own_picture.current()
    photos: tuple[picture.Picture, ...] = st.session_state.get(_PHOTOS, ())
    return photos or ((_smaller(own),) if own else ())


def _take(files: tuple[File, ...], token: str = "") -> None:
    """Take over photos; for callbacks."""
    photos, trouble = [], ""
    for file in files[:MOST]:
        try:
            photos.append(_smaller(decode.decoded(file.data, file.name)))
        except InputError as why:
            trouble = str(why)
    st.session_state[_TROUBLE] = trouble
    if photos:
        st.session_state[_PHOTOS] = tuple(photos)


def _smaller(brought: picture.Picture) -> picture.Picture:
    """A photo as small as samples are."""
    return picture.Picture(
        brought.name,
        brought.digest,
        (),
        np.asarray(eight_bit.shrunk(Image.fromarray(brought.pixels), sets.SIDE)),
        brought.height,
        brought.width,
    )


def _forget() -> None:
    st.session_state.pop(_PHOTOS, None)
