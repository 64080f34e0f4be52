"""Classes of the learner's on a network's frozen features: pictures, features, a softmax, what decides, what errs."""
