"""What is asked in the search and not found, for editors: never who asked, never a person's name."""
