"""Millions of opinions, made and consolidated: `python -m benchmarks.consolidate [--rows 1000000]`."""
