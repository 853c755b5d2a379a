"""POST endpoints of lessons, above Wagtail's catch-all."""

app_name = "courses"
urlpatterns: list = []
