"""The roles of the people who write, translate, review, publish and look after accounts."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

NOUNS = ("result", "report", "donor", "pagetext")
WRITTEN = ("place", "theme", "source", "figure", "evidence", "edition", "contribution")
VIEW = {f"view_{name}" for name in (*NOUNS, *WRITTEN)}
CONTRIBUTE = VIEW | {
    f"{right}_{name}"
    for name in (*NOUNS, "figure", "evidence", "edition", "contribution")
    for right in ("add", "change")
} | {f"delete_{name}" for name in ("figure", "evidence", "edition", "contribution")}
TRANSLATE = VIEW | {f"translate_{name}" for name in (*NOUNS, "place", "theme", "source", "figure")}
EDIT = CONTRIBUTE | TRANSLATE | {f"review_{name}" for name in NOUNS} | {
    f"{right}_{name}" for name in ("place", "theme", "source") for right in ("add", "change")
} | {f"delete_{name}" for name in NOUNS}
PUBLISH = EDIT | {f"publish_{name}" for name in NOUNS} | {
    f"delete_{name}" for name in ("place", "theme", "source")
}
ADMINISTER = {
    f"{right}_{name}" for name in ("user", "group") for right in ("view", "add", "change", "delete")
} | {"view_auditrecord"} | {
    f"{right}_{name}" for name in ("gaterule", "allowedwords") for right in ("view", "add", "change")
} | {"delete_allowedwords"}
ROLES = {
    "contributor": CONTRIBUTE,
    "translator": TRANSLATE,
    "editor": EDIT,
    "publisher": PUBLISH,
    "administrator": ADMINISTER,
}


def make_roles(apps, schema_editor):
    """Make each role with its rights; one of the same name keeps the rights that it has too."""
    for label in ("auth", "programme"):
        # Rights are made after all migrations, and a role needs them now.
        config = installed.get_app_config(label)
        create_permissions(config, verbosity=0, using=schema_editor.connection.alias)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, rights in ROLES.items():
        role, _made = group.objects.get_or_create(name=name)
        role.permissions.add(*permission.objects.filter(codename__in=rights))


class Migration(migrations.Migration):
    dependencies = [
        ("programme", "0007_gate"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
