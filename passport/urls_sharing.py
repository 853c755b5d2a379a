"""/p/: what a partner sees. Neutral, also on a neutral host."""

app_name = "sharing"
urlpatterns: list = []
