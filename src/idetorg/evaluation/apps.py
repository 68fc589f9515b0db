"""The evaluation app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Questionnaires, anonymous answers, summary, evidence."""

    name = "idetorg.evaluation"
    label = "evaluation"
