"""Numbers of telephone as French people write them, for whoever looks for one in a text.

>>> import re
>>> [re.search(PHONE, text).group() for text in ("Au 06 12 34 56 78.", "0033612345678", "Le +33 (0)6.12.34.56.78")]
['06 12 34 56 78', '0033612345678', '+33 (0)6.12.34.56.78']
"""

BETWEEN = r"[ .\-\u00a0\u202f\u2010-\u2015]?"
_COUNTRY = r"(?:33|262|590|594|596)"  # France, then Réunion and Mayotte, Guadeloupe, Guyane, Martinique


def number(first: str = "[1-9]", between: str = BETWEEN) -> str:
    """Return the pattern of a number whose first digit after the 0, or after the country, is one of `first`.

    Ten digits in a row, by two or by three; strokes stand between pairs alone, or a day with an hour would be one.
    Never within a longer number.
    """
    begun = rf"(?:0|(?:\+|00){between}{_COUNTRY}\)?{between}(?:\(0\){between})?)"
    return rf"(?<![\d+]){begun}{between}{first}(?:(?:{between}\d){{8}}|(?:/?\d\d){{4}})(?!\d)"


PHONE = number()
