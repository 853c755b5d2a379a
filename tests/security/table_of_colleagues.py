"""The rows of questions to other groups, for `table`."""

COLLEAGUES = {
    "practices:accept_colleagues": ("smmmmmmmmms", "s>>>>>>>>>s"),
    "practices:answer_colleague": ("s44o>44444s", "s44!!44444s"),
    "practices:ask_colleagues": ("soooooooxos", "s!!!!!!!x!s"),
    "practices:choose_colleague_answer": ("smmmmmmmmms", "s>44444444s"),
    "practices:colleague_question": ("so4oo44444s", "smmmmmmmmms"),
    "practices:colleagues": ("sooooooooos", "smmmmmmmmms"),
    "practices:colleagues_read": ("s>>oo>>>>>s", "smmmmmmmmms"),
    "practices:read_colleague_news": ("smmmmmmmmms", "s>>>>>>>>>s"),
    "practices:sheet_of_answer": ("smmmmmmmmms", "s444>44444s"),
    "practices:unsign_colleague_answer": ("smmmmmmmmms", "s>>>>>>>>>s"),
    "practices:unsign_colleague_question": ("smmmmmmmmms", "s>>>>>>>>>s"),
    "practices:withdraw_colleague_answer": ("smmmmmmmmms", "s>>>>>>>>>s"),
    "practices:withdraw_colleague_question": ("smmmmmmmmms", "s>>>>>>>>>s"),
}
