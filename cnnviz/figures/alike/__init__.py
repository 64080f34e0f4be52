"""What a network learned beside the kernels of the Kernel Lab."""
