"""Every table: `python -m benchmarks`."""

from benchmarks import correlate, load, painted, pooling

correlate.main()
pooling.main()
painted.main()
load.main()
