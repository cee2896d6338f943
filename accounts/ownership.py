"""Everything that belongs to one person, found by following the foreign keys that a deletion would follow.

This app stands below all others and cannot name their models. A row belongs to the people it points to; a row that
points to nobody belongs to the owner of the row it hangs on. So somebody else's comment under one's post is theirs,
while the items of one's outfit are one's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import Storage
from django.db import models
from django.db.models import Q, QuerySet

from accounts.models import User

Model = type[models.Model]
Parents = dict[Model, list[models.ForeignKey]]

# Machinery: what staff did, and secrets of a sign-in in progress.
NOT_PERSONAL = {"admin.logentry", "account.emailconfirmation", "socialaccount.socialtoken"}


def parents_by_model() -> Parents:
    """Each model that holds people's rows, with the foreign keys that make them theirs. Nearest models first."""
    found = _children(User)
    direct, queue = set(found), list(found)
    while queue:
        for child, keys in _children(queue.pop(0)).items():
            if child in direct or child is User:
                continue
            if child not in found:
                queue.append(child)
            known = found.setdefault(child, [])
            known.extend(key for key in keys if key not in known)
    return found


def _children(model: Model) -> Parents:
    children: Parents = {}
    for relation in model._meta.get_fields(include_hidden=True):
        # One-to-one relations are a kind of these; many-to-many ones have rows of their own in between.
        if not isinstance(relation, models.ManyToOneRel):
            continue
        child = relation.related_model
        if relation.on_delete is not models.CASCADE or child is model or child._meta.auto_created:
            continue
        if child._meta.label_lower not in NOT_PERSONAL:
            children.setdefault(child, []).append(relation.field)
    return children


def rows_of(model: Model, user: User, parents: Parents, trail: tuple[Model, ...] = ()) -> QuerySet:
    """The rows of `model` that belong to `user`, those in the trash included."""
    mine = Q(pk__in=[])
    for key in parents[model]:
        owner = key.related_model
        if owner is User:
            mine |= Q(**{key.name: user})
        elif owner not in trail:
            mine |= Q(**{f"{key.name}__in": rows_of(owner, user, parents, (*trail, model))})
    return model._base_manager.filter(mine)


def everything_of(user: User) -> Iterator[QuerySet]:
    """The person's own row, then one query for each kind of thing they own."""
    yield User.all_objects.filter(pk=user.pk)
    parents = parents_by_model()
    for model in parents:
        yield rows_of(model, user, parents)


def file_fields(model: Model) -> list[models.FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def files_of(user: User) -> Iterator[tuple[Storage, str]]:
    """Every stored file that a row of the person names."""
    for rows in everything_of(user):
        for field in file_fields(rows.model):
            names = rows.exclude(**{field.name: ""}).order_by().values_list(field.name, flat=True)
            for name in names.iterator(chunk_size=500):
                if name:
                    yield field.storage, name
