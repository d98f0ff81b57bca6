"""From files to a searchable library: reading, parsing, storing, indexing; and its upkeep."""

from indexer.ingest.gists import shipped_gists
from indexer.ingest.maintain import VerifyReport, rebuild, roll_back, verify
from indexer.ingest.progress import Progress, SilentProgress, terminal_progress
from indexer.ingest.run import ingest
from indexer.ingest.summary import IngestSummary
from indexer.ingest.synchronise import synchronise

__all__ = [
    "IngestSummary",
    "Progress",
    "SilentProgress",
    "VerifyReport",
    "ingest",
    "rebuild",
    "roll_back",
    "shipped_gists",
    "synchronise",
    "terminal_progress",
    "verify",
]
