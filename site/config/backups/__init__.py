"""Backups: everything people wrote, in one file that says what it holds and can be checked without the site."""
