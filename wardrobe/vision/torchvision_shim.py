"""Make torchvision importable beside a CPU-only build of torch.

The torchvision wheel of the registry is linked against the CUDA build of torch. Beside a CPU-only torch its C++
operators cannot be loaded, and importing it fails while it registers Python kernels for `torchvision::nms` and
`torchvision::qnms`, which nobody declared. open_clip imports torchvision for its picture transforms only, so
declaring the two schemas (without any kernel) beforehand is enough.
"""

from __future__ import annotations

import functools
from typing import Any

_SCHEMAS = {
    "nms": "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}


@functools.cache
def make_torchvision_importable() -> Any:
    """Declare the missing schemas once per process; return the library that holds them, or None if none was missing.

    The caller need not keep the result: the cache keeps the library alive, and with it the declarations.
    """
    import torch

    if torch.version.cuda is not None:
        return None
    try:
        import torchvision
    except RuntimeError:
        pass
    else:
        return None if torchvision else None
    library = torch.library.Library("torchvision", "DEF")
    for schema in _SCHEMAS.values():
        library.define(schema)
    return library
