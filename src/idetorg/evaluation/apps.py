"""The evaluation app."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Questionnaires, anonymous answers, summary, evidence."""

    name = "idetorg.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Register what an evaluation step does, and the closing of old forms."""
        from idetorg.evaluation.activities import register_activities
        from idetorg.evaluation.given import register_parts
        from idetorg.evaluation.tasks import close_old_forms
        from idetorg.jobs.worker import register

        register_activities()
        register_parts()
        register("evaluation.close_old_forms", 3600, close_old_forms)
