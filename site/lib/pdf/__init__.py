"""Documents to print as tagged PDF, that a screen reader reads: a template of Typst, and data that is never markup."""
