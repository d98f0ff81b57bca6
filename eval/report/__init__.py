"""One self-contained HTML page over one or several runs, with plots; for people, in Chinese, without network."""

from eval.report.page import write_report

__all__ = ["write_report"]
