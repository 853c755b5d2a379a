"""The booklet of a module: all its lessons on paper, tools, answers at the end, as a tagged PDF. It knows no reader."""
