"""Every table: `python -m benchmarks`."""

from benchmarks import (
    back,
    classroom,
    correlate,
    crowds,
    exploring,
    live,
    load,
    operating,
    painted,
    photo,
    pooling,
    recipes,
    shapes,
    training,
    visits,
)

correlate.main()
pooling.main()
painted.main()
photo.main()
operating.main()
exploring.main()
shapes.main()
load.main()
crowds.main([])
classroom.main([])
back.main([])
training.main()
recipes.main([])
live.main()
visits.main([])
