"""What can be wrong with a request; every message is Chinese and for the user."""


class RetrievalError(ValueError):
    """A request that cannot be answered as it stands.

    Args:
        message: One plain Chinese sentence saying what is wrong and what would be right.
        place: The part of the request it concerns, such as a field name.
    """

    code = "bad_request"

    def __init__(self, message: str, place: str = "") -> None:
        self.message = message
        self.place = place
        super().__init__(message)


class QueryError(RetrievalError):
    """A query or filter that names an unknown field or value."""

    code = "bad_query"


class DocumentNotFound(RetrievalError):
    """No such document, or none that this viewer may see; the two are not told apart."""

    code = "document_not_found"
