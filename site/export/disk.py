"""A full disk is no fault of a page: the build stops, and the old site stays."""

import errno


def is_disk_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
