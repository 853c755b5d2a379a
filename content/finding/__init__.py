"""One search over everything that anybody may reach: pages, screens, help, skills, places, words explained.

What is found is held in memory for one generation of the texts (`content.remembered`), and ranked here: both databases
then answer alike, and a search costs no query of its own (docs/architecture.md#trap-french-search).
"""
