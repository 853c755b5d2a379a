"""Backups: everything people wrote, in one file that lists what it holds and can be checked without the site."""
