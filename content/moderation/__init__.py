"""« À relire » in the admin: one queue of what waits to be read before it is published."""
