"""Pictures made to excite a channel, on a page."""
