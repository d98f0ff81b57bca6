"""The routes of the search desk beyond plain search, under one router."""

from fastapi import APIRouter

from search_api.http.routes import comparing

router = APIRouter()
for module in (comparing,):
    router.include_router(module.router)
