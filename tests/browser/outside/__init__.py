"""A site in processes of its own, each of whose parts a test takes away and gives back."""
