"""What Streamlit's own widgets say in English, in the words of the catalogue; ``frame.js`` puts them in its place."""

import json

from ui.web.texts import t


def frame_words() -> list[tuple[str, str]]:
    """What is said (``{}`` stands for anything) and what the page says instead, with what stood there."""
    return [
        ("Upload", t("frame.upload")),
        ("{} per file", t("frame.per_file")),
        ("File must be {} or smaller.", t("frame.too_large")),
        ("{} files are not allowed.", t("frame.wrong_type")),
        ("Error:", t("frame.error")),
        ("Drag and drop {} here", t("frame.drop")),
        ("No results", t("frame.no_results")),
        ("Choose an option", t("frame.choose")),
        ("Choose options", t("frame.choose")),
        ("Clear value", t("frame.clear")),
        ("Clear all", t("frame.clear")),
        ("Open", t("frame.open")),
        ("Close", t("frame.close")),
        ("Skip to main content", t("frame.skip")),
        ("Connection error", t("frame.disconnected")),
        ("Is Streamlit still running?{}", t("frame.ended")),
        ("This app has encountered an error.{}", t("page_failed")),
    ]


def frame_script() -> str:
    """The words as a script that ``frame.js`` reads."""
    told = json.dumps(frame_words(), ensure_ascii=False).replace("<", "\\u003c")
    return f"window.fengqiaoWords = {told};"
