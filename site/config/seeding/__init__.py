"""The first content: read from `content/seed/`, written once, then left to the people who change it.

`files` reads, the modules named after what they write make items of it, `seeder` writes those that may be written.
"""
