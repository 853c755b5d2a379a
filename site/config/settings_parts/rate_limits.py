"""Rate limits: how often each thing may be asked. The grammar is allauth's, the counters lie in the shared cache.

Generous per address (a whole group sits behind one box), strict per account or per thing tried.
"""

SIGN_IN = {
    "login": "120/m/ip",
    "login_failed": "100/m/ip",  # for an account, in the database: accounts.sign_in.guesses
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "reset_password": "40/m/ip",
    "request_login_code": "60/m/ip,5/h/key",  # by address and network: accounts.sign_in.mailed_codes
}
DEVICES = {"webauthn_login": "120/m/ip"}
OURS = {
    "draft": "200/h/ip,30/h/key",
    "card": "200/15m/ip,15/15m/key",
    "rescue": "200/15m/ip,10/h/key",  # by card and network; a person has a larger one: accounts.recovery.rescue_code
    "first_sign_in": "30/m/ip",
    "reset_link": "40/m/ip,5/h/key",  # by address and network; a day, accounts.sign_in.asked_mails
    "own_email": "60/h/ip,5/h/key,20/d/key",  # by person, then by address and network as the links
    "passkey": "240/m/ip",
    "join": "200/15m/ip,15/15m/key",
    "confirm_ask": "30/d/key",
    "confirm_ask_again": "3/d/key",
    "seen_offer": "20/d/key",
    "seen_words": "200/15m/ip,15/15m/key",
    "share_open": "200/m/ip",
    "share_reading": "20/d/key",  # of one share, from one network
    "share_reply": "30/h/ip,5/h/key",
    "share_replies": "20/d/key",  # of one share, from one network
    "search": "240/m/ip",  # in each process (lib.limits.within_limit_here), as the next one
    "search_in_vain": "60/d/ip",  # what is counted for editors; beyond, nothing is said to whoever searches
    "refused": "120/15m/ip",  # pages of the entrance that wait to be corrected; beyond, they are answered on the spot
    "feedback": "40/d/ip",
    "name": "10/d/key",
    "data_file": "10/h/key",  # at the most one may keep, it takes five seconds
    "progress": "120/15m/ip",  # visitors whose first lesson begins a session in the database
    "sheet": "20/d/key",
    "sheet_message": "60/d/key",
    "tried": "30/d/key",
    "colleague_question": "5/d/key",  # said on the page of the form, as the next one
    "colleague_answer": "20/d/key",
    "subject": "5/d/key",  # said on the page of the form
    "join_sheet": "20/d/key",
    "note": "60/h/key",
    "group_reading": "20/d/key",
    "workshop": "60/d/key",
    "presence": "1/9d/key",  # a person counted at a date, as long as it counts: gatherings.presence.rules.key_of
    "presence_asked": "1/9d/key",  # the same: asked once
    "presence_name": "60/d/key",  # names tried by who leads
    "leader": "40/d/key",
    "wish": "12/d/key",  # few: whoever reads the pairs could ask for all with another account
    "pair": "20/d/key",
    "mediator": "20/d/key",
    "own_agenda": "10/d/key",
    "own_agenda_read": "1200/h/ip",  # agendas kept by one company are read from few networks
    "attestation": "40/d/key",
    "attestation_check": "60/h/ip",  # numbers typed by whoever holds a paper
    "week": "40/d/key",  # of one group
    "group_remark": "10/d/key",  # said on the page of the form
    "question": "10/h/key",  # each sending, by a fingerprint of the address: content.private_words
    "question_around": "40/h/key",  # from 48 bits of IPv6, which one person has for nothing
    "question_late": "1/h/key",  # once as many as may be read were asked that day
    "question_code": "60/15m/key",
    "message": "5/h/key",  # by the same fingerprint: content.contact.rules
    "message_around": "20/h/key",
    "message_late": "1/h/key",
    "message_words": "60/15m/key",
    "error_report": "20/h/key",
}
