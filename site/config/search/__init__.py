"""/recherche/: one box for the training, the texts and the directory."""
