"""Which tests run on PostgreSQL too, and how that is chosen: by the statements that each of them sends."""
