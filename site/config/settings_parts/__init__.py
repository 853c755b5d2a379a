"""The parts of the settings that need room of their own. Only `config.settings` and tests read them."""
