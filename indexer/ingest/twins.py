"""Redacted twins made anew where another version's rules made them: a leak that was closed stays open in old twins."""

from corpora.redact.fingerprint import rules_fingerprint
from indexer.ingest.prepare import prepare
from indexer.ingest.progress import Progress
from indexer.library import Library
from indexer.viewer import LOCAL_OWNER

_BATCH = 64


def outdated_twins(library: Library) -> int:
    """Confidential records whose redacted twins were not made by the rules of this program."""
    return 0 if library.redaction == rules_fingerprint() else len(library.confidential())


def renew_twins(library: Library, progress: Progress) -> int:
    """Make the twins anew from their records, where it is needed; the engine follows with the next synchronisation.

    Killed half way, the next run begins again.

    Returns:
        Of how many records.
    """
    count = outdated_twins(library)
    if count:
        progress.start("redact", count)
        try:
            listed = library.confidential()
            for ids in (listed[at : at + _BATCH] for at in range(0, count, _BATCH)):
                prepared = prepare(list(library.records(ids).values()), None, None, library.secret)
                library.put_rows([each.twin.row for each in prepared if each.twin], LOCAL_OWNER)
                library.withdraw_twins(each.row.id for each in prepared if each.twin is None)
                progress.advance(len(ids), len(ids))
        finally:
            progress.finish()
    if library.redaction != rules_fingerprint():
        library.redacted_by(rules_fingerprint())
    return count
