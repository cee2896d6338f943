"""`manage.py models list|use|verify|reembed`: which encoder serves, and moving the wardrobe to another one."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wardrobe import encoders
from wardrobe.models import AIModel
from wardrobe.services import models as verbs
from wardrobe.vision.encoder import EncoderUnavailable


class Command(BaseCommand):
    help = "List, choose, verify and re-run the encoders that recognise and find garments."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("list", help="every model, what it has embedded, and which one serves")
        use = actions.add_parser("use", help="embed everything with a model; it serves once its vectors are complete")
        use.add_argument("spec", help="compact, hf-hub:Organisation/name, local-dir:/path or an open_clip name")
        use.add_argument("--wait", action="store_true", help="show progress until the model serves")
        actions.add_parser("verify", help="load every registered model and compare its weights with the checksum")
        actions.add_parser("reembed", help="complete missing vectors of the serving model, showing progress")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, options["action"])(options)
        except (EncoderUnavailable, encoders.ModelChanged) as reason:
            raise CommandError(str(reason)) from reason

    def list(self, options: dict[str, Any]) -> None:
        encoders.active_model()
        for now in verbs.all_models():
            serving = "serving" if now.model.is_active else ""
            self.stdout.write(
                f"{now.model.spec:40} {now.model!s:30} {now.model.parameters / 1e6:6.1f} M parameters  "
                f"{now.embedded}/{now.garments} embedded  {serving}"
            )

    def use(self, options: dict[str, Any]) -> None:
        now = verbs.use_model(spec=options["spec"])
        if now.complete:
            self.stdout.write(f"{now.model} serves.")
            return
        self.stdout.write(f"{now.model}: {now.garments - now.embedded} garments are being embedded by the worker.")
        if options["wait"]:
            self._follow(now.model)

    def verify(self, options: dict[str, Any]) -> None:
        for now in verbs.all_models():
            verbs.verify_model(model=now.model)
            self.stdout.write(f"{now.model.spec}: the weights are those that wrote its vectors.")

    def reembed(self, options: dict[str, Any]) -> None:
        model = encoders.active_model()
        verbs.complete_vectors()
        self._follow(model)

    def _follow(self, model: AIModel) -> None:
        while True:
            now = verbs.progress(model=model)
            done = 40 * now.embedded // max(1, now.garments)
            self.stdout.write(f"\r[{'█' * done}{' ' * (40 - done)}] {now.embedded}/{now.garments}", ending="")
            self.stdout.flush()
            if now.complete:
                self.stdout.write(f"\n{model} serves.")
                return
            time.sleep(1)
