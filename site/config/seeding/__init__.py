"""The first content: read from `content/seed/`, written once, then left to the people who change it."""
