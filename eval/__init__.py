"""Benchmarks: collections, runs, measures, significance and performance."""
