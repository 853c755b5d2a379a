"""The measure of reference: a bare Django, its default middleware, one small template. Nothing of ours."""
