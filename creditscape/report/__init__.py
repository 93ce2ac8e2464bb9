"""The report: tells a finished run to a lay reader, in one self-contained HTML file."""

from .page import render_report, write_report
from .painting import start_painting

__all__ = ["render_report", "start_painting", "write_report"]
