"""Where a network looked: heat over the photo, and what it can and cannot tell."""
