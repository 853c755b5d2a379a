"""The part of the access table that the committee of lessons holds."""

SUBJECTS = {
    "courses:committee": ("so44444444s", "smmmmmmmmms"),
    "courses:confirm_seat": ("smmmmmmmmms", "s44444>>4>s"),
    "courses:end_seat": ("smmmmmmmmms", "s444444>44s"),
    "courses:name_seat": ("smmmmmmmmms", "s444444>44s"),
    "courses:propose_subject": ("soooooooxos", "s!!!!!!!x!s"),
    "courses:seat": ("so>>o>>>x>s", "s!>>!>>>x>s"),
    "courses:seats": ("s44444oo4os", "smmmmmmmmms"),
    "courses:subjects": ("sooooooooos", "smmmmmmmmms"),
    "courses:take_back_subject": ("smmmmmmmmms", "s>>>>>>>>>s"),
    "courses:weigh_subject": ("so44444444s", "s!44444444s"),
    "courses:write_subject": ("s4444oo44os", "s4444!!44!s"),
}
