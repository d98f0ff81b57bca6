"""The ingest that ``fengqiao bench`` runs as a process of its own: ``python -m eval.bench.ingest_job HOME FOLDER``."""

import json
import sys
from pathlib import Path

from indexer.ingest import ingest
from indexer.workspace import Workspace


def main() -> None:
    """Ingest a folder and print the summary as JSON."""
    home, folder = map(Path, sys.argv[1:3])
    with Workspace.open(home, create=True) as workspace:
        summary = ingest([folder], workspace)
    value = {"added": summary.added, "failed": len(summary.failed), "took_s": summary.took_s}
    sys.stdout.write(json.dumps(value))


if __name__ == "__main__":
    main()
