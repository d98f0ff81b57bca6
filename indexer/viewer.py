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
        """True for the owner of a local installation, who has every right: every record, and no redacted twin."""
        return "owner" in self.roles

    @property
    def reads_redacted(self) -> bool:
        """Whether records of other organisations may be read redacted."""
        return not self.sees_everything and not self.roles.isdisjoint(READ_REDACTED)

    @property
    def scope(self) -> "Viewer":
        """A viewer with the same rights and no name: what they may see is the same, so it can be kept for both."""
        if self.sees_everything:
            return LOCAL_OWNER
        roles = READ_REDACTED if self.reads_redacted else frozenset[str]()
        return Viewer(roles=roles, organisation=self.organisation)

    def may_see(self, document: Document) -> bool:
        """Whether this viewer may learn that the document exists; of a record and its twin at most one."""
        if document.access is AccessLevel.PUBLIC:
            return True
        own = self.sees_everything or (bool(self.organisation) and document.owner == self.organisation)
        if document.access is AccessLevel.REDACTED:
            return self.reads_redacted and not own
        return own


READ_REDACTED = frozenset({"mediator", "staff", "regulator", "expert", "administrator"})
"""Roles of people who work with precedents; each may read other organisations' records redacted."""


LOCAL_OWNER = Viewer(roles=frozenset({"owner"}), name="local")
"""The one user of local mode."""

PUBLIC = Viewer(roles=frozenset({"public"}), name="public")
"""Anyone: sees public documents only."""
