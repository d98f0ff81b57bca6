"""Who acts: the signed-in account, or the owner of a local installation."""

from dataclasses import dataclass

from indexer.viewer import LOCAL_OWNER, PUBLIC, Viewer


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or program on whose behalf something happens.

    Attributes:
        name: Login name; unique, never given to another person, so other tables keep it as plain text.
        roles: Names of roles; ``owner`` only in local mode, where that one user has every right.
        organisation: Name of the organisation; empty for none.
        label: Name for people.
    """

    name: str
    roles: frozenset[str] = frozenset()
    organisation: str = ""
    label: str = ""

    @property
    def is_owner(self) -> bool:
        """Whether this is the owner of a local installation."""
        return "owner" in self.roles

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is theirs; the local owner has them all."""
        return self.is_owner or not self.roles.isdisjoint(roles)

    @property
    def viewer(self) -> Viewer:
        """What they may see of the library."""
        return Viewer(roles=self.roles, organisation=self.organisation, name=self.name)


LOCAL_ACTOR = Actor(name=LOCAL_OWNER.name, roles=LOCAL_OWNER.roles, label="本机用户")
"""The one user of local mode."""

ANYONE = Actor(name=PUBLIC.name, roles=PUBLIC.roles, label="公众")
"""Someone who has not signed in."""
