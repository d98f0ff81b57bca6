"""Whether two names may stand for one party, or for parties of one group: names, facts, and what ties them."""

from experts.names.attributes import agreement
from experts.names.compare import Comparison, compare
from experts.names.facts import FactError, Facts, read_facts

__all__ = ["Comparison", "FactError", "Facts", "agreement", "compare", "read_facts"]
