"""The routes of the search desk beyond plain search, under one router."""

from fastapi import APIRouter

from search_api.http.routes import browsing, comparing, document_extras, reference, understanding

router = APIRouter()
for module in (understanding, comparing, browsing, document_extras, reference):
    router.include_router(module.router)
