"""What else is called convolution: transposed, and along a third axis."""
