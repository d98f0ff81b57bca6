"""How figures are reckoned; printed beside them."""

from dataclasses import dataclass

from eval.collection import Qrels


@dataclass(frozen=True, slots=True)
class Protocol:
    """What has to be equal before two figures are compared."""

    gain: str = "linear"
    threshold: int = 1
    """Lowest grade that counts as relevant, for all measures but nDCG and Judged."""
    unjudged: str = "gain 0, kept in the ranking"
    depth: int = 100
    ties: str = "equal scores in order of document id"

    def as_dict(self) -> dict[str, str | int]:
        """For JSON."""
        return {
            "gain": self.gain,
            "relevant_from_grade": self.threshold,
            "unjudged": self.unjudged,
            "depth": self.depth,
            "ties": self.ties,
        }


def default_threshold(qrels: Qrels) -> int:
    """2 where judgments are graded (2 = relevant, 1 = related), 1 where they are binary."""
    return 2 if any(grade >= 2 for judged in qrels.values() for grade in judged.values()) else 1
