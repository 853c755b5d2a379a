"""/contact/ and /rejoindre/: a visitor writes without e-mail, and reads the answer with four words."""
