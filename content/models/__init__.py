from content.models.colleagues import ColleagueAnswer, ColleagueQuestion, ColleagueReader
from content.models.facts import Fact
from content.models.key_figures import KeyFigure
from content.models.media import SiteDocument, SiteImage, SiteRendition
from content.models.messages import ContactMessage, ErrorReport
from content.models.pages import HomePage, TextPage
from content.models.practices import (
    PracticeDraft,
    PracticeIndexPage,
    PracticeMessage,
    PracticePage,
    PracticeSource,
)
from content.models.reading_task import ReadingTask
from content.models.recordings import SiteRecording
from content.models.reviewing import Question, ReviewCase, ReviewStep
from content.models.search_words import SearchWord
from content.models.second_writers import SecondWriter
from content.models.site_settings import SiteSettings, current_settings
from content.models.terms import Term
from content.models.tools import ToolIndexPage, ToolPage, ToolSource
from content.models.tried import Tried
from content.models.unanswered import Unanswered

__all__ = [
    "ColleagueAnswer",
    "ColleagueQuestion",
    "ColleagueReader",
    "ContactMessage",
    "ErrorReport",
    "Fact",
    "HomePage",
    "KeyFigure",
    "PracticeDraft",
    "PracticeIndexPage",
    "PracticeMessage",
    "PracticePage",
    "PracticeSource",
    "Question",
    "ReadingTask",
    "ReviewCase",
    "ReviewStep",
    "SearchWord",
    "SecondWriter",
    "SiteDocument",
    "SiteImage",
    "SiteRecording",
    "SiteRendition",
    "SiteSettings",
    "Term",
    "TextPage",
    "ToolIndexPage",
    "ToolPage",
    "ToolSource",
    "Tried",
    "Unanswered",
    "current_settings",
]
