"""One object of each kind behind the addresses of the access table, owned by `people.member` or their group."""

import datetime
import secrets
import uuid

from django.utils import timezone

from accounts.models import Mandate, Membership
from content.models import ContactMessage, Question, ReviewCase, SiteSettings, Tried
from courses.learning.reflections import reflections_in
from courses.models import GroupRemark, ModulePage, Note
from courses.notes import rules as notes
from gatherings.models import Presence, Thanks
from passport.confirmations import rules as confirmations
from passport.models import Confirmation, Face, HealthWord, Reply, SourceKind
from passport.peer_offers import rules as peer_offers
from tests.accounts.device import Device
from tests.accounts.kit import card_of
from tests.accounts.together import make_codes
from tests.courses.factories import build_site, module_with, reflection_block, text_block
from tests.gatherings.factories import make_workshop
from tests.gatherings.figures_kit import years_of
from tests.gatherings.presence_kit import make_date
from tests.passport.factories import make_confirmation, make_line, make_proposal, make_share, make_skill, token_of
from tests.people import KINDS, People
from tests.practices.colleagues import asked_and_answered
from tests.practices.factories import build_exchange, make_practice
from tests.security.world_of_exchange import exchange_of
from tests.security.world_of_subjects import subjects_of
from tests.take_home.factories import build_tools, make_tool


class World:
    """The objects, made once; `arguments[view name]` holds the keyword arguments of its address."""

    def __init__(self) -> None:
        index = build_site()
        self.people = People()
        for kind in KINDS:
            self.people.of(kind)
        self.module: ModulePage = module_with(index, lessons=1)
        self.lesson = self.module.get_children().get()
        self._note()
        self._site()
        self._passport()
        self._practice()
        self._group()
        self._workshops()
        self._presence()
        self._thanks()
        self.outside, self.outside_answer = asked_and_answered(self.people)
        self.exchange = exchange_of(self.people, self.skill) | subjects_of(self.people)
        self.arguments = self._arguments()

    def _note(self) -> None:
        """Ask a reflection in the lesson, and let the member keep a note there."""
        block = reflection_block()
        lesson = self.lesson.specific
        lesson.body = [text_block(), block]
        lesson.save()
        (reflection,) = reflections_in(lesson.body).values()
        notes.keep(self.people.member, reflection, lesson.title, "Tenir une liste.", "")
        self.note = Note.objects.get()

    def _site(self) -> None:
        SiteSettings.objects.create(contact_email="contact@exemple.org")
        self.message = ContactMessage.objects.create(code_hmac="1" * 64, about="site", text="La page reste blanche.")

    def _passport(self) -> None:
        member = self.people.member
        self.proposal = make_proposal(member, ref=f"module-{self.module.pk}")
        HealthWord.objects.create(word="hôpital", kind=HealthWord.Kind.PLACE)
        self.line = make_line(member, own_words="Le jardin de l’hôpital")
        self.removed = make_line(member)
        self.removed.remove()
        self.occasion = self.line.occasions.create(
            source_kind=SourceKind.DECLARED, happened_on=datetime.date(2026, 11, 1)
        )
        self.share = make_share(member, [self.line])
        self.reply = Reply.objects.create(share=self.share, name="Un lieu", text="Venez voir.")
        self.skill = make_skill()
        self._confirmations()

    def _confirmations(self) -> None:
        member, facilitator = self.people.member, self.people.facilitator
        self.written = make_confirmation(self.line, facilitator, state=Confirmation.State.WRITTEN)
        self.asked = confirmations.ask(make_line(member), facilitator, None)
        self.invitation, self.invite_token = confirmations.invite(self.line, self.occasion)
        self.offer = peer_offers.offer(facilitator, member, make_skill(), Face.GAINED, "Je t’ai vu faire.")
        self.shown = peer_offers.show(member)

    def _practice(self) -> None:
        self.practice = make_practice(build_exchange(), owner=self.people.member)
        ReviewCase.open_for(practice=self.practice)  # a moderator reads its new version: its author may answer
        self.tool = make_tool(build_tools())
        self.tried = Tried.say(self.practice, self.people.member, "Cela nous a aidés.")
        self.question = Question.objects.create(code_hmac="0" * 64, text="Combien de temps a-t-on pour répondre ?")
        ReviewCase.open_for(question=self.question)

    def _group(self) -> None:
        self.group = self.people.here
        self.membership = Membership.objects.get(user=self.people.member)
        self.card = card_of(self.people.member)
        make_codes(self.people)
        self._offices()
        self.device = Device().of(self.people.member)
        self.remark = GroupRemark.objects.create(
            lesson_key=self.lesson.translation_key,
            peer_group=self.group,
            sender=self.people.member,
            kind=GroupRemark.Kind.MISSING,
            words="Il manque notre tableau.",
            sent_as="monde",
        )

    def _offices(self) -> None:
        """Make the board member's mandates of today and to come, and an ended one that the member took over."""
        board = Membership.objects.get(user=self.people.board_member)
        self.mandate = board.mandates.get()
        today, office = timezone.localdate(), Mandate.BoardOffice.SECRETARY

        def ended(membership: Membership, first: int, last: int, **fields: Mandate) -> Mandate:
            days = {"starts_on": today - datetime.timedelta(first), "ends_on": today - datetime.timedelta(last)}
            return Mandate.objects.create(membership=membership, office=office, **days, **fields)

        self.to_come = Mandate.objects.create(
            membership=board, recorded_by=board.user, office="chair", starts_on=today + datetime.timedelta(10)
        )
        self.left = ended(board, 400, 201)
        ended(self.membership, 200, 100, replaces=self.left)

    def _workshops(self) -> None:
        """Make a workshop that the member proposed and is asked to lead, one that their group sees, a training day."""
        self.proposed = make_workshop(self.group, proposed_by=self.people.member, is_shown=False)
        self.proposed.leaders.create(user=self.people.member)
        self.date = make_workshop(self.group).dates.get()
        self.network_date = make_workshop(None).dates.get()

    def _presence(self) -> None:
        """Have the member lead what takes place now, and somebody ask whether they were there."""
        # A date that began half an hour ago may be of yesterday.
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        Membership.objects.filter(user=self.people.member).update(starts_on=yesterday)
        self.counted = make_date(self.group, self.people.member)
        Presence.objects.create(date=self.counted, user=self.people.member)
        self.over = make_date(self.group, starts_at=timezone.now() - datetime.timedelta(days=3), came=5)
        board = Membership.objects.get(user=self.people.board_member)
        Mandate.objects.create(membership=board, office="secretary", accepted_at=timezone.now())
        self.figures = years_of(self.group)

    def _thanks(self) -> None:
        """Have the facilitator lead something else now, and thank the member, who led before."""
        self.thanked = make_date(self.group, self.people.facilitator)
        signed = {"writer": self.people.facilitator, "sending": uuid.uuid4()}
        self.thanks = Thanks.objects.create(
            workshop=self.counted.workshop, reader=self.people.member, words="Merci pour tout.", **signed
        )

    def _arguments(self) -> dict[str, dict]:
        ref = secrets.token_urlsafe(12)
        line, share = {"pk": self.line.pk}, {"pk": self.share.pk}
        group = {"slug": self.group.slug}
        card = {**group, "pk": self.membership.pk}
        mandate = {**group, "pk": self.mandate.pk}
        collective = {"slug": self.people.collective.slug}
        practice = {"slug": self.practice.slug}
        tool = {"slug": self.tool.slug}
        lesson = {"module": self.module.slug, "lesson": self.lesson.slug}
        steps = ("share_recipient", "share_content", "share_words", "share_way", "share_review", "share_draft_preview")
        answering = ("question", "take_question", "hand_back_question", "write_answer", "read_answer")
        answering += ("send_back_answer", "close_question")
        of_workshop = ("workshop", "show", "set_aside", "change", "ask_leader", "ask_no_more", "lead")
        of_date = ("date", "sign_up", "leave", "move", "cancel", "count")
        mine = ("my_sheet", "forget_change", "answer", "withdraw", "delete", "by_two", "read_by_two")
        mine += ("leave_sheet", "open_thanked")
        asked = ("answer_colleague", "colleague_question")
        asked += ("withdraw_colleague_question", "unsign_colleague_question")
        answered = ("withdraw_colleague_answer", "unsign_colleague_answer")
        answered += ("choose_colleague_answer", "sheet_of_answer")
        of_thanks = ("keep", "erase", "take_back", "report")
        counting = ("presences", "presence_add", "presence_code", "my_presence")
        return {
            **{f"practices:{name}": {"pk": self.practice.pk} for name in mine},
            "practices:change_step": {"pk": self.practice.pk, "step": 3},
            "practices:propose_step": {"step": 2},
            **{f"practices:{name}": {"pk": self.question.pk} for name in answering},
            "accounts:card_token": {"token": self.card.token},
            "accounts:slip_token": {"token": "x" * 22},
            "accounts:forget_draft": {"pk": 1},
            "accounts:my_group": {"pk": self.membership.pk},
            "accounts:leave_group": {"pk": self.membership.pk},
            "accounts:rename_passkey": {"pk": self.device.pk},
            "accounts:remove_passkey": {"pk": self.device.pk},
            "account_reset_password_from_key": {"uidb36": "1", "key": "a-b"},
            "groups:invite": group,
            "groups:closings": group,
            "groups:seen": group,
            "groups:reopen": {**group, "first": "2026-12-24"},
            "accounts:collective_closings": collective,
            "accounts:collective_reopen": {**collective, "first": "2026-12-24"},
            "groups:reset": card,
            "groups:reset_choose": card,
            "groups:reset_cancel": card,
            **{f"groups:{name}": group for name in ("home", "journal", "mandates", "mandate_new")},
            **{f"groups:{name}": group for name in ("page", "page_preview")},
            **{f"groups:{name}": mandate for name in ("mandate", "mandate_end")},
            "groups:mandate_take_back": {**group, "pk": self.to_come.pk},
            **{f"groups:{name}": card for name in ("person", "departure", "departure_call_off")},
            "groups:places": group,
            "groups:place_accept": {**group, "kind": "mandat", "pk": self.to_come.pk},
            **{f"coordination:{name}": {"kind": "csv"} for name in ("export", "model")},
            "coordination:stage": group,
            "hand_over": {"pk": self.left.pk},
            "contact:message": {"pk": self.message.pk},
            "error_reports:report": {"kind": "page", "name": str(self.lesson.pk)},
            "accounts:collective": collective,
            "accounts:collective_preview": collective,
            "groups:people": group,
            "groups:open_account": group,
            "groups:open_several": group,
            "groups:open_listed": {**group, "key": "k" * 22},
            "groups:cards": group,
            "groups:card": card,
            "groups:pause": card,
            "groups:wake": card,
            "directory:peer_group": group,
            "directory:collective": collective,
            **{f"gatherings:{name}": {"pk": self.proposed.pk} for name in of_workshop},
            **{f"gatherings:{name}": {"pk": self.date.pk} for name in of_date},
            "gatherings:agenda": {"pk": self.network_date.pk},
            **{f"group_life:{name}": group for name in ("home", "wall", "wall_pdf", "week")},
            **self.exchange | self.figures,
            "courses:module": {"module": self.module.slug},
            "courses:booklet": {"module": self.module.slug},
            "courses:feedback": {"module": self.module.slug},
            "courses:finished": {"module": self.module.slug},
            "courses:lesson": lesson,
            "courses:mark": lesson,
            "courses:pair": lesson,
            "courses:answer": lesson,
            "courses:group_reading": {"module": self.module.slug},
            "courses:group_remark": lesson,
            "courses:take_back_remark": {"pk": self.remark.pk},
            "courses:together": lesson,
            "courses:together_easy": lesson,
            "courses:keep_note": lesson,
            "courses:erase_note": {"block": self.note.block_id},
            **{f"gatherings:{name}": {"pk": self.thanked.pk} for name in ("thanks_write", "opinion")},
            "gatherings:opinions": {"pk": self.counted.workshop_id},
            **{f"gatherings:thanks_{name}": {"pk": self.thanks.pk} for name in of_thanks},
            "gatherings:attest": {"pk": self.over.pk},
            "gatherings:ready_session": {"module": self.module.slug},
            "gatherings:here": {"token": f"{self.counted.pk}-{'0' * 24}"},
            **{f"gatherings:{name}": {"pk": self.counted.pk} for name in counting},
            **{f"practices:{name}": {"pk": self.outside.pk} for name in asked},
            **{f"practices:{name}": {"pk": self.outside_answer.pk} for name in answered},
            "practices:practice": practice,
            "tools:tool": tool,
            "tools:file": {**tool, "name": self.tool.slug, "kind": "xlsx"},
            "practices:tried": practice,
            "practices:take_back": practice,
            "passport:proposals": {"source_kind": "training", "source_ref": self.proposal.source_ref},
            "passport:add_skill": {"slug": self.skill.slug},
            "skill": {"slug": self.skill.slug},
            "passport:entry": line,
            "passport:edit": line,
            "passport:remove": line,
            "passport:put_back": {"pk": self.removed.pk},
            "passport:add_occasion": line,
            "passport:remove_occasion": {**line, "occasion_pk": self.occasion.pk},
            "passport:ask_confirmation": line,
            "passport:findable": {"pk": self.membership.pk},
            "passport:confirmation": {"pk": self.written.pk},
            "passport:confirmation_accept": {"pk": self.written.pk},
            "passport:confirmation_set_aside": {"pk": self.written.pk},
            "passport:confirmation_withdraw": {"pk": self.written.pk},
            "passport:confirmation_cancel": {"pk": self.asked.pk},
            "passport:confirm_asked": {"pk": self.asked.pk},
            "passport:confirmation_qr": {"pk": self.invitation.pk},
            "passport:confirm": {"token": self.invite_token},
            "passport:seen_skill": {"slug": self.skill.slug},
            "passport:offer": {"token": self.shown.token},
            "passport:offer_skill": {"token": self.shown.token, "slug": self.skill.slug},
            "passport:offer_here_skill": {"slug": self.skill.slug},
            "passport:seen_take_back": {"pk": self.offer.pk},
            "passport:share": share,
            "passport:share_preview": share,
            "passport:share_sheet": share,
            "passport:share_stop": share,
            "passport:share_code": share,
            "passport:reply_read": {"pk": self.reply.pk},
            **{f"passport:{step}": {"ref": ref} for step in steps},
            "sharing:code": {"token": token_of(self.share)},
            "sharing:door": {"token": token_of(self.share)},
            "sharing:view": {"ref": ref},
            "sharing:again": {"ref": ref},
        }
