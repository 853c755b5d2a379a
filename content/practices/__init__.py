"""The practice exchange on the site.

`sheets`: find, read, write. `tried`: « J’ai essayé » under a sheet. `questions`: ask, answer. `review`: the desk of
the moderators. `permissions` says who may do what; `privacy_hints` warns of names in what is written.
"""
