"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path, typer.Option("--home", envvar="FENGQIAO_HOME", help="Data folder.", show_default="./var")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Filters = Annotated[
    list[str] | None,
    typer.Option("--filter", "-f", help="field=value; values by comma, a..b for a range, != for not."),
]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help="Number of hits.")]
HomeCourt = Annotated[
    str,
    typer.Option("--home-court", envvar="FENGQIAO_HOME_COURT", help="Your own court, for --sort authority."),
]
Within = Annotated[
    list[str] | None, typer.Option("--within", help="Words that every result must hold besides; repeatable.")
]
KindName = Annotated[
    str,
    typer.Option(
        "--kind",
        help="auto|judgment|guiding|reference|typical|mediation|penalty|statute|policy|white_paper|suggestion",
    ),
]
EngineName = Annotated[
    str | None,
    typer.Option(
        "--engine",
        help="embedded or elasticsearch (then also --url). Default: FENGQIAO_ENGINE, else embedded.",
        show_default=False,
    ),
]
Urls = Annotated[
    list[str] | None,
    typer.Option(
        "--url",
        help="Address of an Elasticsearch node; repeatable. Default: FENGQIAO_ELASTICSEARCH_URL.",
        show_default=False,
    ),
]
EncoderName = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="default, none, the folder of an encoder, or a sentence-transformers model (models extra).",
        show_default="the library's",
    ),
]

DEFAULT_HOME = Path("var")
