"""Key figures named in a text, `{repère:bareme-km}`: found, refused when unknown, replaced when a page is drawn."""
