"""Keep the marks of a lesson and the tries of its questions with the lesson, no more with a module it may leave."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Max, Min, OuterRef, Subquery


def _keep_one(rows, key):
    """Merge the rows that one person has for one thing, filed under several modules, into the first."""
    for double in rows.values("user", key).annotate(first=Min("pk"), last=Max("pk")).exclude(first=F("last")):
        yield double["first"], rows.filter(user=double["user"], **{key: double[key]})


def follow_the_lessons(apps, schema_editor):
    """Name the person of each mark, and the person and the lesson of each question tried.

    The tries of a question that no lesson holds any more go: no screen reads them.
    """
    marks = apps.get_model("courses", "LessonDone").objects.all()
    results = apps.get_model("courses", "QuizResult").objects.all()
    enrolments = apps.get_model("courses", "Enrolment").objects.filter(pk=OuterRef("enrolment"))
    for rows in (marks, results):
        rows.update(user=Subquery(enrolments.values("user")[:1]))
    for lesson in apps.get_model("courses", "LessonPage").objects.only("body").iterator():
        asked = [block["id"] for block in lesson.body.raw_data if block["type"] == "question"]
        results.filter(question_id__in=asked).update(lesson=lesson)
    results.filter(lesson=None).delete()
    for first, doubles in _keep_one(marks, "lesson"):
        found = list(doubles.values_list("done_at", "come_back"))
        done_at = min((day for day, _ in found if day), default=None)
        marks.filter(pk=first).update(done_at=done_at, come_back=any(come_back for _, come_back in found))
        doubles.exclude(pk=first).delete()
    for first, doubles in _keep_one(results, "question_id"):
        doubles.exclude(pk=first).delete()
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or PostgreSQL would not alter tables just written


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("courses", "0003_everyday"),
    ]

    operations = [
        migrations.AddField(
            model_name="lessondone",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lesson_marks",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="quizresult",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quiz_results",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="quizresult",
            name="lesson",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quiz_results",
                to="courses.lessonpage",
            ),
        ),
        migrations.RunPython(follow_the_lessons),
        migrations.RemoveConstraint(model_name="lessondone", name="courses_lessondone_once"),
        migrations.RemoveConstraint(model_name="quizresult", name="courses_quizresult_once"),
        migrations.RemoveField(model_name="lessondone", name="enrolment"),
        migrations.RemoveField(model_name="quizresult", name="enrolment"),
        migrations.AlterField(
            model_name="lessondone",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lesson_marks",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="lessondone",
            name="lesson",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="courses.lessonpage"
            ),
        ),
        migrations.AlterField(
            model_name="quizresult",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="quiz_results",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="quizresult",
            name="lesson",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="quiz_results", to="courses.lessonpage"
            ),
        ),
        migrations.AddConstraint(
            model_name="lessondone",
            constraint=models.UniqueConstraint(fields=("user", "lesson"), name="courses_lessondone_once"),
        ),
        migrations.AddConstraint(
            model_name="quizresult",
            constraint=models.UniqueConstraint(fields=("user", "question_id"), name="courses_quizresult_once"),
        ),
    ]
