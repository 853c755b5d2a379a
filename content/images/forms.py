from wagtail.images.forms import BaseImageForm


class SiteImageForm(BaseImageForm):
    """The editors' upload form."""
