"""/groupe/<slug>/: for a group's own board and facilitators."""

app_name = "groups"
urlpatterns: list = []
