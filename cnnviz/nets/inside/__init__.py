"""What happens inside a network: its maps, its kernels, what a unit sees, what comes back of a gradient."""
