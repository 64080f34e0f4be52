"""Models that learners bring as files in ONNX: kept, named, and made models like any other."""
