"""What is fast, and against what, in one run: `python -m benchmarks [--scale 1.0]` (make bench)."""
