"""Every table: `python -m benchmarks`."""

from benchmarks import correlate, exploring, load, painted, pooling

correlate.main()
pooling.main()
painted.main()
exploring.main()
load.main()
