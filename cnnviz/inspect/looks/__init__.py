"""What a channel of a network looks for: the patches of a set of pictures that excite it most."""
