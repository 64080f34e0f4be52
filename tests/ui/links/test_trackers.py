import pytest

from cnnviz.ui.links.trackers import TRACKERS
from tests import addresses
from tests.ui.links import small_pages

TRACKED = (
    "fbclid gclid dclid gbraid wbraid msclkid yclid ysclid ttclid twclid igshid igsh li_fat_id mc_cid mc_eid "
    "utm_source UTM_Campaign utm_id mtm_kwd pk_campaign _ga _gl _hsenc _hsmi __hstc hsCtaTracking mkt_tok vero_id "
    "sc_cid ns_source icid cjevent mibextid wprov trkInfo _bta_tid hss_channel __s "
    "oly_enc_id ref ref_src srsltid gad_source gclsrc epik s_cid wt_mc xtor spm si trk fb_source cvid"
)


@pytest.mark.parametrize("name", TRACKED.split())
def test_what_others_hang_onto_a_link_is_known(name: str) -> None:
    assert TRACKERS.fullmatch(name)


def test_what_others_hang_onto_a_link_is_passed_over() -> None:
    trackers = dict.fromkeys(TRACKED.split(), "x")
    app = small_pages.to(small_pages.opened(), "two", **trackers, stride="2")
    assert app.session_state["lost"] == {}
    assert addresses.written(app) == {"stride": "2"}


def test_a_link_with_nothing_but_trackers_is_none() -> None:
    app = small_pages.set_to(small_pages.opened(), stride=3)
    small_pages.to(small_pages.to(app, "two"), "one", utm_source="mail")
    assert addresses.written(app) == {"stride": "3"}


@pytest.mark.parametrize("name", ["stride1", "kernel1", "own", "map", "row", "run", "side", "wide", "grid", "pool1"])
def test_no_setting_is_taken_for_a_tracker(name: str) -> None:
    assert not TRACKERS.fullmatch(name)
