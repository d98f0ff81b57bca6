"""Chinese working days and the time limits counted on them."""

from experts.calendar.days import WorkCalendar, china_day, work_calendar
from experts.calendar.deadlines import Deadline, Due, deadline, deadlines, due
from experts.calendar.periods import Unit, last_day

__all__ = [
    "Deadline",
    "Due",
    "Unit",
    "WorkCalendar",
    "china_day",
    "deadline",
    "deadlines",
    "due",
    "last_day",
    "work_calendar",
]
