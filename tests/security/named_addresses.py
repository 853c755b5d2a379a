"""Every address of the site that has a name."""

from collections.abc import Iterator

from django.urls import URLResolver


def named_addresses(
    resolver: URLResolver, spaces: tuple[str, ...] = (), keys: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each address, with its namespaces, and the keys of what it names."""
    for pattern in resolver.url_patterns:
        known = (*keys, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        if hasattr(pattern, "url_patterns"):
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from named_addresses(pattern, inside, known)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), tuple(dict.fromkeys(known))
