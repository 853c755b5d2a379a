"""/mots/: the words explained, all on one page. Lessons show each where it stands (`content.blocks.GlossaryBlock`)."""
