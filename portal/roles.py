"""Groups and their permissions, as data. Other apps define their own roles; this module creates them.

Migrations call it with historical models, so it reads everything through the given registry and uses only fields that
Wagtail and Django have had since long before this site.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps.registry import Apps

ROOT = "root"
ADMIN_ACCESS = "wagtailadmin.access_admin"


@dataclass(frozen=True)
class Role:
    """A group.

    `permissions`: model permissions as `app.codename`, where the codename ends in the name of its model. `pages`: slug
    of a section (in every language), or `root` for the whole tree → page actions such as `add`. `collection`:
    permissions on all images and documents, as `app.codename`. `label`: what the admin calls the group.
    """

    name: str
    permissions: tuple[str, ...] = ()
    pages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    collection: tuple[str, ...] = ()
    label: Any = ""


def model_permissions(app: str, models: Iterable[str], actions: Iterable[str]) -> tuple[str, ...]:
    """Return `app.action_model` for each model and action."""
    actions = tuple(actions)
    return tuple(f"{app}.{action}_{model}" for model in models for action in actions)


def permission(apps: Apps, name: str) -> Any:
    """Return the permission row of `app.codename`; creates it where `post_migrate` has not done so yet."""
    app_label, codename = name.split(".")
    action, model = codename.rsplit("_", 1)
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    found, _new = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": f"Can {action.replace('_', ' ')} {model}"}
    )
    return found


def ensure_roles(apps: Apps, roles: Iterable[Role]) -> None:
    """Create each role's group and grant its permissions; those that an administrator added stay."""
    for role in roles:
        group, _new = apps.get_model("auth.Group").objects.get_or_create(name=role.name)
        names = (ADMIN_ACCESS, *role.permissions)
        group.permissions.add(*(permission(apps, name).pk for name in names))
        _grant_pages(apps, group, role)
        _grant_collection(apps, group, role)


def _grant_pages(apps: Apps, group: Any, role: Role) -> None:
    page_model, grants = apps.get_model("wagtailcore.Page"), apps.get_model("wagtailcore.GroupPagePermission")
    for section, actions in role.pages.items():
        pages = page_model.objects.filter(depth=1) if section == ROOT else sections(apps, section)
        for page in pages:
            for action in actions:
                row = permission(apps, f"wagtailcore.{action}_page")
                grants.objects.get_or_create(group=group, page=page, permission=row)


def _grant_collection(apps: Apps, group: Any, role: Role) -> None:
    if not role.collection:
        return
    grants = apps.get_model("wagtailcore.GroupCollectionPermission")
    everything, _new = apps.get_model("wagtailcore.Collection").objects.get_or_create(
        depth=1, defaults={"name": "全部文件", "path": "0001", "numchild": 0}
    )
    for name in role.collection:
        grants.objects.get_or_create(group=group, collection=everything, permission=permission(apps, name))


def sections(apps: Apps, slug: str) -> Any:
    """Return the section pages with this slug: one under the home page of each language."""
    return apps.get_model("wagtailcore.Page").objects.filter(depth=3, slug=slug)


def remove_wagtail_groups(apps: Apps) -> None:
    """Delete the groups and the workflow that Wagtail creates, if nobody uses them."""
    groups = apps.get_model("auth.Group").objects.filter(name__in=("Editors", "Moderators"), user=None)
    states = apps.get_model("wagtailcore.WorkflowState")
    workflows = apps.get_model("wagtailcore.Workflow").objects.filter(name="Moderators approval")
    for workflow in workflows.exclude(pk__in=states.objects.values("workflow")):
        tasks = [row.task_id for row in workflow.workflow_tasks.all()]
        workflow.delete()
        apps.get_model("wagtailcore.Task").objects.filter(pk__in=tasks, workflow_tasks=None).delete()
    groups.delete()
