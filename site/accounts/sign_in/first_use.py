"""The very first use of an account: a card, a code, the home. What can wait is asked another time."""

FIRST_USE = "first_use"  # in the session where the first code was chosen
WELCOME = "Bienvenue. Votre code est gardé. « Mon compte » prépare des mots de secours, si vous l’oubliez un jour."
