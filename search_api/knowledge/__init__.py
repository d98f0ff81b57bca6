"""The knowledge base of mediation (调解业务知识库): guides by step and model documents to fill in."""

from search_api.knowledge.forms import Form, FormError, fill, forms
from search_api.knowledge.guides import Guide, guides
from search_api.knowledge.searching import Found, search

__all__ = ["Form", "FormError", "Found", "Guide", "fill", "forms", "guides", "search"]
