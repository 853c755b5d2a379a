"""The yardstick: a bare Django, its default middleware, one small template. Nothing of ours."""
