"""Who asks. Every query and every read carries a viewer; access is filtered before counting and scoring."""

from dataclasses import dataclass

from corpora.model import AccessLevel, Document


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person or program on whose behalf a read happens."""

    roles: frozenset[str] = frozenset()
    organisation: str = ""
    name: str = ""

    @property
    def sees_everything(self) -> bool:
        """True for the owner of a local installation, who has every right."""
        return "owner" in self.roles

    def may_see(self, document: Document) -> bool:
        """Whether this viewer may learn that the document exists."""
        if document.access is AccessLevel.PUBLIC or self.sees_everything:
            return True
        return bool(self.organisation) and document.owner == self.organisation


LOCAL_OWNER = Viewer(roles=frozenset({"owner"}), name="local")
"""The one user of local mode."""

PUBLIC = Viewer(roles=frozenset({"public"}), name="public")
"""Anyone: sees public documents only."""
