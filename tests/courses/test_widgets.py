"""The fields of the admin that courses draws itself."""

import re

from django.urls import reverse

from passport.models import SkillDomain
from tests.courses.factories import SkillFactory


def test_skills_of_a_module_are_ticked_under_the_name_of_their_family(browser_of, module):
    skill = SkillFactory(label="Faire un gâteau", domain=SkillDomain.objects.create(label="Cuisiner", slug="cuisiner"))
    SkillFactory(label="Planter", domain=SkillDomain.objects.create(label="Jardiner", slug="jardiner"))
    module.skills.add(skill)
    module.save_revision().publish()
    body = browser_of("superuser").get(reverse("wagtailadmin_pages:edit", args=[module.pk])).content.decode()
    boxes = body[body.index('class="skills-by-family"') :]
    assert boxes.index("Cuisiner") < boxes.index("Faire un gâteau") < boxes.index("Jardiner") < boxes.index("Planter")
    assert re.search(rf'<input type="checkbox" name="skills" value="{skill.pk}"[^>]* checked', boxes)
