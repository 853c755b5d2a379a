"""Why a sound, a video or its subtitles are refused, in the words of the editor who sends them."""


class RefusedRecordingError(ValueError):
    """Raised for a recording that cannot be cleaned; its message says what to do."""


UNREADABLE = "Ce fichier ne s’ouvre pas. Enregistrez-le de nouveau sur votre ordinateur, puis envoyez-le."
EMPTY = "Ce fichier ne contient ni son ni image. Choisissez-en un autre."
NOT_A_SOUND = "Choisissez un son MP3, M4A ou WAV : tous les téléphones savent les lire."
NOT_A_VIDEO = "Choisissez une vidéo MP4 ou WebM : presque tous les téléphones savent les lire."
IS_A_VIDEO = "Ce fichier contient des images. Ajoutez-le comme vidéo."
NO_PICTURES = "Ce fichier ne contient que du son. Ajoutez-le comme son, en MP3 ou en M4A."
OTHER_CODEC = (
    "Ce fichier est enregistré d’une façon que beaucoup de téléphones ne lisent pas. "
    "Enregistrez une vidéo en MP4 « H.264 », un son en MP3."
)
OTHER_TRACK = (
    "Cette vidéo garde autre chose que des images et du son, par exemple les lieux où elle a été filmée. "
    "Exportez-la de nouveau sans ces données, puis envoyez-la."
)
TOO_LONG = "Ce fichier dure plus de vingt minutes. Partagez-le en plusieurs, puis envoyez-les."
TOO_LARGE = "Ce fichier demande trop de travail au site. Partagez-le en plusieurs, puis envoyez-les."

NOT_UTF_8 = "Ces sous-titres ne sont pas écrits en UTF-8. Enregistrez-les de nouveau en choisissant UTF-8."
NOT_WEBVTT = "Ces sous-titres ne sont pas au format WebVTT : la première ligne est « WEBVTT »."
NO_CUES = "Ces sous-titres sont vides. Écrivez au moins un passage, avec son début et sa fin."
TOO_MANY_CUES = "Ces sous-titres sont trop longs : deux mille passages au plus, et cent mille signes."
