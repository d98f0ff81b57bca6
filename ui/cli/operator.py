"""Who works on this machine's command line, for the audit trail."""

import getpass
from dataclasses import replace

from office.identity import LOCAL_ACTOR, Actor


def operator() -> Actor:
    """The local owner, with the name of the account of the operating system: ``local:root``."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no such account, as in some containers
        name = "unknown"
    return replace(LOCAL_ACTOR, name=f"{LOCAL_ACTOR.name}:{name}")
