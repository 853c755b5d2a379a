"""/outils/: the tools to take home, on the screen, on paper, in a file. Nothing typed in them reaches the site."""
