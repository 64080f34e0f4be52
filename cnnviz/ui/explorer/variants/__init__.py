"""Parts of pages on what else is called convolution: transposed, and along a third axis."""
