from content.models.facts import Fact
from content.models.media import SiteDocument, SiteImage, SiteRendition
from content.models.pages import HomePage, TextPage

__all__ = ["Fact", "HomePage", "SiteDocument", "SiteImage", "SiteRendition", "TextPage"]
