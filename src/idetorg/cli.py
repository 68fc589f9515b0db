"""The command line. JSON goes to stdout and nothing else does; messages go to stderr.

Exit 0: done · 1: done, but with something wrong to tell · 2: can't (bad input, with a
readable message). Everything is imported when its command is called, so that a quick
command stays quick.
"""

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

DONE, DONE_BUT, CANNOT = 0, 1, 2
STARTED = time.perf_counter()
OVERHEAD_SECONDS = 0.15
Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit with its status."""
    words = list(sys.argv[1:] if argv is None else argv)
    # These two have readers of their own, also for --help.
    if words[:1] == ["manage"]:
        sys.exit(_manage(words[1:]))
    if words[:1] == ["demo"]:
        sys.exit(_demo(words[1:]))
    options = _parser().parse_args(words)
    try:
        status = options.run(options)
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        # The reader (head, less) has what it wanted; keep the interpreter quiet about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = DONE
    sys.exit(status)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="idetorg", description="Seminars that people go home from with a change to make."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    serve = _command(commands, "serve", "start the web server and the worker", _serve)
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    serve.add_argument("--port", type=_port, default=8000, help="port (%(default)s)")
    serve.add_argument("--workers", type=int, default=1, help="web processes (%(default)s)")
    serve.add_argument(
        "--lan", action="store_true", help="for phones in the room: print address and QR code"
    )
    serve.add_argument(
        "--migrate", action="store_true", help="apply pending migrations before starting"
    )

    _command(commands, "worker", "do background work only: mail, reminders, jobs", _worker)
    _command(commands, "check", "look for what is amiss, with the remedy (JSON)", _check)
    commands.add_parser("demo", help="the seminar of November 2013, to walk through")
    commands.add_parser("manage", help="Django's own commands")

    mail = commands.add_parser("mail", help="what comes back from mail servers")
    mails = mail.add_subparsers(title="commands", metavar="COMMAND", required=True)
    bounce = _command(mails, "bounce", "note a delivery report: mail that did not arrive", _bounce)
    bounce.add_argument(
        "file", metavar="FILE", nargs="?", default="-", help="the message; - reads stdin (default)"
    )

    schedule = commands.add_parser("schedule", help="read a programme")
    schedules = schedule.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parse = _command(schedules, "parse", "pasted text, .docx, .pdf or .html to JSON", _parse)
    parse.add_argument("file", metavar="FILE", help="the programme; - reads text from stdin")
    parse.add_argument(
        "--year",
        type=int,
        default=time.localtime().tm_year,
        help="year of dates without one",
    )

    groups = commands.add_parser("groups", help="form groups from wishes")
    groupings = groups.add_subparsers(title="commands", metavar="COMMAND", required=True)
    solve = _command(groupings, "solve", "an instance (JSON) to groups (JSON)", _solve)
    solve.add_argument("file", metavar="FILE", type=Path, help="the instance")
    solve.add_argument(
        "--time-limit",
        type=_seconds,
        default=None,
        metavar="S",
        help="seconds for the whole command",
    )
    solve.add_argument("--fairness", choices=["worst", "leximin"], default="worst")
    solve.add_argument(
        "--previous", type=Path, default=None, metavar="OLD", help="a solution to stay close to"
    )
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, run: Run
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    parser.set_defaults(run=run)
    return parser


def _serve(options: argparse.Namespace) -> int:
    from idetorg.config import serve

    return _kindly(
        lambda: serve.run(
            options.host, options.port, options.workers, options.lan, options.migrate, None
        )
    )


def _worker(_options: argparse.Namespace) -> int:
    from idetorg.config import serve

    return _kindly(serve.work)


def _check(_options: argparse.Namespace) -> int:
    def check() -> int:
        _set_up_django()
        from idetorg.config.health import findings

        found = findings()
        _print_json(found)
        amiss = [finding for finding in found if not finding["ok"]]
        for finding in amiss:
            _say(f"{finding['name']}: {finding['detail']}\n  → {finding['remedy']}")
        return DONE_BUT if amiss else DONE

    return _kindly(check)


def _bounce(options: argparse.Namespace) -> int:
    from idetorg.mailer.bounces import MOST_BYTES, read_report

    try:
        if options.file == "-":
            raw = sys.stdin.buffer.read(MOST_BYTES)
        else:
            with Path(options.file).open("rb") as message:
                raw = message.read(MOST_BYTES)
    except OSError as error:
        return _cannot(f"Can't read {options.file}: {error}")

    def note() -> int:
        _set_up_django()
        from idetorg.core.durable import durable
        from idetorg.mailer.actions import note_report
        from idetorg.mailer.enums import Noted

        report = read_report(raw)
        with durable():
            noted = note_report(report)
        _print_json({"result": noted.value, "status": report.said.number if report else ""})
        if noted is Noted.NO_REPORT:
            _say("This is no delivery report that can be read. Nothing was done.")
        if noted is Noted.UNKNOWN:
            _say("It is not about a mail from here. Nothing was done.")
        return DONE_BUT if noted in {Noted.NO_REPORT, Noted.UNKNOWN} else DONE

    return _kindly(note)


def _demo(words: list[str]) -> int:
    from idetorg.config import demo

    return _kindly(lambda: demo.run(words))


def _manage(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idetorg.config.settings")
    from django.core.management import execute_from_command_line

    return _kindly(lambda: execute_from_command_line(["idetorg manage", *words]))


def _parse(options: argparse.Namespace) -> int:
    from idetorg.schedule.reader import read_programme
    from idetorg.schedule.reader.files import UnreadableFile, text_from_file

    try:
        text = sys.stdin.read() if options.file == "-" else text_from_file(Path(options.file))
    except (OSError, UnicodeError, UnreadableFile) as error:
        return _cannot(f"Can't read {options.file}: {error}")
    _print_json(read_programme(text, default_year=options.year).as_json())
    return DONE


def _solve(options: argparse.Namespace) -> int:
    from idetorg.grouping.solver import BadInstance
    from idetorg.grouping.solver.files import solve_file

    limit = options.time_limit
    if limit is not None:
        # The limit is the whole command's: take off what starting took and what printing will.
        limit = max(0.05, limit - (time.perf_counter() - STARTED) - OVERHEAD_SECONDS)
    try:
        with _stdout_kept_clean():
            solution = solve_file(
                options.file,
                time_limit=limit,
                fairness=options.fairness,
                previous=options.previous,
            )
    except (OSError, ValueError, BadInstance) as error:
        return _cannot(f"Can't solve {options.file}: {error}")
    _print_json(solution)
    return DONE


def _kindly(deed: Callable[[], int | None]) -> int:
    """Do it; an expected refusal becomes a readable message and status 2."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError

    from idetorg.config.serve import CannotServe

    try:
        status = deed()
    except (CannotServe, ImproperlyConfigured) as error:
        return _cannot(str(error))
    except OperationalError as error:
        return _cannot(f"The database does not answer: {error}".strip())
    return DONE if status is None else status


def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "idetorg.config.settings")
    import django

    django.setup()


@contextlib.contextmanager
def _stdout_kept_clean() -> Iterator[None]:
    """Send what native libraries print to stdout to stderr instead."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()


def _cannot(message: str) -> int:
    _say(message)
    return CANNOT


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")


def _port(text: str) -> int:
    number = int(text) if text.isdigit() else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not seconds > 0:
        raise argparse.ArgumentTypeError("give a number of seconds above 0")
    return seconds
