"""Every table: `python -m benchmarks`."""

from benchmarks import correlate, exploring, live, load, painted, pooling, recipes, shapes, training

correlate.main()
pooling.main()
painted.main()
exploring.main()
shapes.main()
load.main()
training.main()
recipes.main([])
live.main()
