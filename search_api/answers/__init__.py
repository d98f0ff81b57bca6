"""Standard answers as a library."""

from search_api.answers.answerer import Answerer
from search_api.answers.models import Answer, AnswerRequest

__all__ = ["Answer", "AnswerRequest", "Answerer"]
