"""What an ingest did."""

from dataclasses import dataclass, field

from corpora.model.errors import CorpusError


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """Counts are documents; ``failed`` has one error a bad file or record."""

    read: int = 0
    """Documents seen, those of skipped files among them."""
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    """Documents that a changed file no longer gives, and no other file either."""
    failed: list[CorpusError] = field(default_factory=list)
    took_s: float = 0.0
    """Seconds of wall time."""
    skipped_files: int = 0
    """Files not opened because they are as they were at the last run."""
    keep_going: bool = False

    @property
    def exit_code(self) -> int:
        """2 (bad input) when something failed and failures were not declared acceptable, else 0."""
        return 2 if self.failed and not self.keep_going else 0
