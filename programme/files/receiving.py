"""Uploads as they come in: from editors alone, and never more on disk than the limit."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler
from django.db import DatabaseError

from programme.files.keeping import FULL

AT_ONCE = 4  # files of the largest size that one form may bring


class OverLimit(UploadedFile):  # type: ignore[type-arg] # no parameters at run time
    """Stands for a file that was over the limit, or came from a stranger, and was not kept."""


class NoRoom(OverLimit):
    """Stands for a file that the disk had no room for."""


class StopAtTheLimit(TemporaryFileUploadHandler):
    """Writes a temporary file, and gives it up once it is over UPLOAD_MEGABYTES.

    It gives it up where the disk is full too, so that its form can come back and say so.
    """

    over = full = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django names it
        content_length: int,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if content_length > (AT_ONCE * settings.UPLOAD_MEGABYTES + 1) * 2**20:
            raise RequestDataTooBig("The request is over the limit.")

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        self.name = file_name
        self.over = not self._is_an_editor()  # of others no byte is kept, the name alone
        self.full = False
        if self.over:
            FileUploadHandler.new_file(self, field_name, file_name, *args, **kwargs)
        else:
            # Not under its own name: that could be too long for the disk.
            with self._given_up_when_full():
                super().new_file(field_name, "upload", *args, **kwargs)
                self.file.name = file_name

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.over:
            return
        if start + len(raw_data) > settings.UPLOAD_MEGABYTES * 2**20:
            self.over = True
            self.file.close()  # and so deletes it
            return
        with self._given_up_when_full():
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        if not self.over:
            with self._given_up_when_full():
                return super().file_complete(file_size)
        kind = NoRoom if self.full else OverLimit
        return kind(file=io.BytesIO(), name=self.name, size=file_size)

    @contextmanager
    def _given_up_when_full(self) -> Iterator[None]:
        try:
            yield
        except OSError as fault:
            if fault.errno not in FULL:
                raise
            self.over = self.full = True
            with suppress(OSError):  # which closing says again
                self.file.close()

    def _is_an_editor(self) -> bool:
        """Ask for the account in the admin only: no public address reads a session."""
        request = self.request
        if request is None or not request.path_info.startswith("/admin/"):
            return False
        try:
            account = getattr(request, "user", None)
            return bool(account and account.is_active and account.is_staff)
        except DatabaseError:
            return False  # what was typed is kept without asking the database
