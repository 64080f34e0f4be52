"""Parameters that others hang onto links."""

import re

# What networks, mail programs and advertisements hang onto links to count who follows them: nobody asked for it.
TRACKERS = re.compile(
    r"(utm|mtm|pk|piwik|matomo|hsa|oly|vero|mc|ml|itm|gad|guce|wt|at)_\w+"
    r"|(fb|g|d|msclk|y|yscl|tt|tw|igsh|wick|li_fat_|rdt_c|irclick|epik?|awc|mkwid|sscid|ko_click_|rb_click)_?(cl)?id"
    r"|(g|w)braid|gclsrc|_ga|_gl|_ke|_hsenc|_hsmi|__hs\w+|hsCtaTracking|fb_(action_ids|action_types|source|ref)"
    r"|igsh|si|srsltid|mkt_tok|s_kwcid|s_cid|ef_id|epik|twsrc|ref|ref_src|ref_url|referrer|_openstat|xtor|ncid|spm|scm"
    r"|cvid|ocid|_branch_match_id|guccounter|campaign_?id|fb_?clid|trk|trkCampaign|trkInfo"
    r"|sc_?cid|ns_\w+|icid|cmp_?id|cjevent|irgwc|zanpid|sfmc_\w+|dm_i|mibextid|wprov|otc|_kx|__s|_bta_\w+|hss_channel"
    r"|ck_subscriber_id|nr_email_referer|__twitter_impression|action_object_map|wickedid|sourceid",
    re.IGNORECASE | re.ASCII,
)
