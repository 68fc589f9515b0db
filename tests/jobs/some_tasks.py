"""Tasks for the tests of the worker."""

from django_tasks import task

done: list[str] = []


@task()
def note(word: str) -> str:
    """Note a word."""
    done.append(word)
    return word


@task()
def fail() -> None:
    """Fail."""
    raise RuntimeError("no")
