"""Write a new revision: ``python -m office.migrations.new "what changes"``."""

import re
import sys
import tempfile
from pathlib import Path

from alembic import command

from office.connect import connect
from office.migrations.run import FOLDER, config, head, upgrade


def write(message: str) -> Path:
    """Write the revision that brings the newest store to the models; returns its file."""
    number = f"{int(head()) + 1:04d}"
    slug = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")[:40]
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(Path(folder), "")
        upgrade(engine)
        with engine.begin() as connection:
            made = config(connection)
            made.set_main_option("file_template", f"r{number}_{slug}")
            command.revision(
                made, message=message[:1].upper() + message[1:], autogenerate=True, rev_id=number
            )
        engine.dispose()
    return FOLDER / "versions" / f"r{number}_{slug}.py"


if __name__ == "__main__":
    sys.stdout.write(f"{write(' '.join(sys.argv[1:]))}\n")
