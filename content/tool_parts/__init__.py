"""What a tool to take home is made of: text with blanks, sums, dates. Pure: no database, no page, no person.

The screen, the sheet of paper and the two files are all drawn from what is read here (`parts.read`).
"""
