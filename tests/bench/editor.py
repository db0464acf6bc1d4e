"""Save a draft once a second until a line comes in; print how it went as JSON."""

import json
import os
import select
import sys
import time


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sahel.settings")
    import django

    django.setup()
    from django.db import Error

    from programme.models import Result

    draft = Result.objects.create(slug="an-editors-draft", title_en="A draft")
    saves = failures = 0
    slowest = 0.0
    while not select.select([sys.stdin], [], [], 1)[0]:
        start = time.perf_counter()
        draft.statement = f"Saved {saves} times."
        try:
            draft.save()
        except Error:
            failures += 1
        saves, slowest = saves + 1, max(slowest, time.perf_counter() - start)
    sys.stdout.write(json.dumps({"saves": saves, "failures": failures, "slowest": slowest}))


if __name__ == "__main__":
    main()
