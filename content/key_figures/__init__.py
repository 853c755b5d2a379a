"""Key figures in the admin: where each stands, which are to be read again, and what follows a change of value."""
