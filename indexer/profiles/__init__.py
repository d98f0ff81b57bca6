"""What the second stage compares of a document, worked out once when it is indexed."""

from indexer.profiles.clauses import MIN_CLAUSES, likeness
from indexer.profiles.codec import dump_profile, load_profile
from indexer.profiles.make import Profiler, term_hash, whole_of
from indexer.profiles.model import Profile
from indexer.profiles.parts import facts_text, focus_text

__all__ = [
    "MIN_CLAUSES",
    "Profile",
    "Profiler",
    "dump_profile",
    "facts_text",
    "focus_text",
    "likeness",
    "load_profile",
    "term_hash",
    "whole_of",
]
