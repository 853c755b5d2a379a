"""« État du site »: how the parts that nobody sees are doing, for a probe and for whoever runs the site."""
