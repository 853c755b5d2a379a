"""The context of each page of the training. Importing this package registers them with content.serving."""

from courses.learning.screens import lesson, modules

__all__ = ["lesson", "modules"]
