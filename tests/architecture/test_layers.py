"""Relations and templates keep to the same order as imports (STYLE, "Dependency rule")."""

import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src/idetorg"


def layers() -> list[set[str]]:
    """Return the layers from pyproject.toml, highest first."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rows = config["tool"]["importlinter"]["contracts"][0]["layers"]
    return [{name.strip() for name in row.split("|")} for row in rows]


LEVEL = {name: index for index, row in enumerate(layers()) for name in row}
OURS = [config.label for config in apps.get_app_configs() if config.name.startswith("idetorg.")]


def points_below(source: str, target: str) -> bool:
    """Tell whether `source` may lean on `target`: itself, or a strictly lower layer."""
    return source == target or LEVEL[target] > LEVEL[source]


@pytest.mark.parametrize("label", OURS)
def test_relations_point_to_own_app_or_below(label: str) -> None:
    for model in apps.get_app_config(label).get_models():
        for field in model._meta.get_fields():
            target = field.related_model
            if field.auto_created or target is None or isinstance(target, str):
                continue
            other = target._meta.app_label
            if other in LEVEL:
                assert points_below(label, other), f"{model.__name__}.{field.name} points up"


@pytest.mark.parametrize("label", OURS)
def test_templates_extend_and_include_own_app_or_core(label: str) -> None:
    pattern = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
    for path in (PACKAGE / label / "templates").rglob("*.html"):
        for name in pattern.findall(path.read_text(encoding="utf-8")):
            origin = Path(get_template(name).origin.name).relative_to(PACKAGE)
            assert origin.parts[0] in {label, "core"}, f"{path.name} takes {name} from {origin}"


def test_every_folder_of_the_package_has_a_layer() -> None:
    folders = {p.name for p in PACKAGE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert folders == set(LEVEL)
