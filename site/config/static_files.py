"""Static files by host: the neutral one has the files of a reader's page, and no other."""

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

from config import stylesheets
from passport import host


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """whitenoise's, which knows on the neutral host only what its pages link: icons and drawings tell the site."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if host.is_asked(request) and not self._is_of_a_reader(request.path_info):
            return self.get_response(request)
        return super().__call__(request)

    def _is_of_a_reader(self, path: str) -> bool:
        name = path.removeprefix(self.static_prefix)
        needed = {*(sheet for sheet, _ in stylesheets.linked("passport")), stylesheets.FONT}
        return name in needed or self.get_name_without_hash(name) in needed
