"""« Signaler une erreur »: one line about a page, from anybody, and the desk of those who write."""
