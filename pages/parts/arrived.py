"""Files that a browser has sent; Streamlit keeps them while the page is open, without bound."""

from __future__ import annotations

from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

MEGABYTE = 1024 * 1024
#: Of one open page: a form of ten files of the largest kind, and what was sent before it.
MOST_FILES = 60
MOST_BYTES = 300 * MEGABYTE
#: Of all open pages together.
MOST_BYTES_OF_ALL = 1024 * MEGABYTE


def makes_room(session: str, *, largest: int) -> bool:
    """Forget what this page sent first until a file of `largest` bytes fits; False: all pages
    together hold too much. A form that was sent has its files by then, so only they go."""
    kept = get_instance().uploaded_file_mgr
    if not isinstance(kept, MemoryUploadedFileManager):
        return True
    for file_id in _oldest(kept, session, largest):
        kept.remove_file(session, file_id)
    return _bytes_of_all(kept) + largest <= MOST_BYTES_OF_ALL


def _oldest(kept: MemoryUploadedFileManager, session: str, largest: int) -> list[str]:
    sizes = {name: len(file.data) for name, file in kept.file_storage.get(session, {}).items()}
    count, total, found = len(sizes), sum(sizes.values()), []
    for name, size in sizes.items():
        if count < MOST_FILES and total + largest <= MOST_BYTES:
            break
        found.append(name)
        count, total = count - 1, total - size
    return found


def _bytes_of_all(kept: MemoryUploadedFileManager) -> int:
    files = (file for held in list(kept.file_storage.values()) for file in list(held.values()))
    return sum(len(file.data) for file in files)
