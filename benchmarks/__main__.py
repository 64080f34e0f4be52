"""Every table: `python -m benchmarks`."""

from benchmarks import correlate, pooling

correlate.main()
pooling.main()
