"""Faults of benchmark input."""


class EvalError(Exception):
    """A collection, run or system that cannot be used; the message names file and line."""
