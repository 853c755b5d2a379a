"""`{% stylesheets "site" as sheets %}`: the sheets that a page links."""

from django import template

from config.stylesheets import linked

register = template.Library()
register.simple_tag(linked, name="stylesheets")
