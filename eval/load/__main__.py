"""``python -m eval.load --users 50 --seconds 300 --documents 20000``: prints the figures as JSON; exit 1 on any error."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from eval.load.run import Load, load_report


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m eval.load", description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument(
        "--pause", type=float, default=3.0, help="mean seconds of a person between answer and next request"
    )
    parser.add_argument(
        "--source", type=Path, help="folder with judgments to grow documents from; default: the sample"
    )
    parser.add_argument(
        "--folder", type=Path, help="keeps the library for another run; default: a temporary one"
    )
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-ingest", action="store_true", help="nothing is added meanwhile")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="fengqiao-load-") as temporary:
        load = Load(
            given.users, given.seconds, given.documents, given.pause, given.seed, ingest=not given.no_ingest
        )
        report = load_report(load, given.folder or Path(temporary), given.source)
    sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
    return 1 if report["errors"] or report["ingest_faults"] or not report["service_alive"] else 0


if __name__ == "__main__":
    sys.exit(main())
