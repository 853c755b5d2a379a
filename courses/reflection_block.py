"""« Pour vous seulement » in a lesson: a question that readers answer for themselves alone."""

from wagtail import blocks


class ReflectionBlock(blocks.StructBlock):
    """A reflection. The id of the block is what each person's note is kept under (courses/notes)."""

    question = blocks.CharBlock(label="Question à se poser", max_length=300)
    why = blocks.CharBlock(
        label="Pourquoi y penser", max_length=200, help_text="Une phrase : à quoi cela sert, pour la suite."
    )

    class Meta:
        icon = "lock"
        label = "Pour vous seulement"
        description = "Une question que chaque personne se pose. Elle seule lit ce qu’elle garde."
        help_text = "Demandez ce que la personne sait faire ou veut essayer. Jamais comment elle va."
        template = "courses/blocks/reflection.html"
        preview_value = {
            "question": "Qu’est-ce que vous savez déjà faire, dans cette fonction ?",
            "why": "On part mieux de ce que l’on sait déjà.",
        }
