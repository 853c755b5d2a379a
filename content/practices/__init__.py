"""The practice exchange, on the site: finding and reading sheets, « J’ai essayé », proposing, moderating, asking."""
