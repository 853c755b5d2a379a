"""The sounds and videos of the editors: cleaned as they come in, shown once their words can be read too."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtailmedia.models import AbstractMedia, MediaType

from content.recordings.files import CleanRecordingField, stored_name
from content.recordings.kinds import CONTENT_TYPES
from lib.text import NBSP

NO_WORDS = "Écrivez d’abord tout ce qui est dit dans le fichier « {} », dans « Sons et vidéos »."
NO_CAPTIONS = "Ajoutez d’abord des sous-titres à la vidéo « {} », dans « Sons et vidéos »."
NO_AGREEMENT = (
    "Demandez d’abord leur accord aux personnes que l’on entend ou voit dans « {} ». "
    "Puis cochez la case, dans « Sons et vidéos »."
)


class SiteRecording(AbstractMedia):
    """A sound or a video, without what its file said of people. `duration` is in seconds, 0 when nothing says it."""

    thumbnail = None  # a page shows no picture before one plays: nothing is fetched unasked
    file = CleanRecordingField(verbose_name=_("file"), upload_to=stored_name)
    duration = models.FloatField("durée en secondes", default=0, editable=False)
    width = models.PositiveIntegerField("largeur", null=True, editable=False)
    height = models.PositiveIntegerField("hauteur", null=True, editable=False)
    transcript = models.TextField(
        "tout ce qui est dit",
        blank=True,
        help_text=(
            "Les mots, dans l’ordre, et les bruits qui comptent. Pour une vidéo, dites aussi ce que l’on voit. "
            "Une ligne vide sépare les paragraphes."
        ),
    )
    captions = models.TextField(
        "sous-titres",
        blank=True,
        help_text="Pour une vidéo, au format WebVTT. On peut les corriger ici.",
    )
    people_agree = models.BooleanField(
        "Les personnes que l’on entend ou voit sont d’accord pour que tout le monde les entende ou les voie.",
        default=False,
        help_text="Personne ? Cochez aussi. Sans cette case, aucune leçon ne montre le fichier.",
    )

    admin_form_fields = ("title", "file", "transcript", "captions", "people_agree", "collection")
    search_fields = [*AbstractMedia.search_fields, index.SearchField("transcript")]

    class Meta(AbstractMedia.Meta):
        verbose_name = "son ou vidéo"
        verbose_name_plural = "sons et vidéos"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(type__in=MediaType.values), name="content_siterecording_type_known"
            )
        ]

    def clean(self) -> None:
        """Nothing: what the bytes are was asked as the file came in, and its name says nothing."""

    @property
    def ending(self) -> str:
        """Return the kind of the file in lower case, such as « mp3 »."""
        return PurePath(self.file.name or "").suffix[1:]

    @property
    def content_type(self) -> str:
        """Return what the file is served as."""
        return CONTENT_TYPES.get(self.ending, "application/octet-stream")

    @property
    def download_name(self) -> str:
        """Return a name for whoever keeps the file, made of its title."""
        return f"{slugify(self.title) or self.type}.{self.ending}"

    @property
    def captions_url(self) -> str:
        """Return the address of the subtitles."""
        return f"{settings.MEDIA_URL}sous-titres/{self.pk}.vtt"

    @property
    def size(self) -> int:
        """Return the bytes of the file; 0 when it is away."""
        try:
            return self.file.size
        except OSError:
            return 0

    @property
    def spoken_length(self) -> str:
        """Return the length in words, such as « 2 minutes 5 secondes »; empty when nothing says it."""
        minutes, seconds = divmod(round(self.duration), 60)
        named = [(minutes, "minute"), (seconds, "seconde")]
        return " ".join(f"{number}{NBSP}{name}{'s' if number > 1 else ''}" for number, name in named if number)

    def as_carried(self) -> list[object]:
        """Return what readers of a page that plays it get; the name of the file is new with each file."""
        return [self.file.name, self.title, self.transcript, self.captions, self.people_agree]

    def is_shown(self) -> bool:
        """Return whether a published page shows it."""
        from content.shown_files import carrying  # it names people, whose models load after these

        return carrying(self).exists()

    def missing(self) -> list[str]:
        """Return the sentences that say what keeps a page that shows it from being published."""
        wanted = [(self.transcript.strip(), NO_WORDS), (self.people_agree, NO_AGREEMENT)]
        if self.type == MediaType.VIDEO:
            wanted.insert(1, (self.captions.strip(), NO_CAPTIONS))
        return [said.format(self.title) for present, said in wanted if not present]
