"""The site in a Chromium of 2021, which `tools/test.py` installs from requirements/old_engine.txt."""
