"""What every test stands on: French, a clean cache, and the people of the access table."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def clean_caches():
    """Caches outlive a test's transaction: empty them."""
    for name in ("default", "pages", "renditions"):
        caches[name].clear()
