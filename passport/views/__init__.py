from passport.views.holder import index

__all__ = ["index"]
