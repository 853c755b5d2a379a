"""What the pages of the training show. Importing this package names the screen of each page."""

from courses.learning.screens import lesson, modules

__all__ = ["lesson", "modules"]
