"""Make torchvision importable beside a CPU-only build of torch.

The torchvision wheel of the registry is linked against the CUDA build of torch. Beside a CPU-only torch its C++
operators cannot be loaded, and importing it fails while it registers Python kernels for `torchvision::nms` and
`torchvision::qnms`, which nobody declared. open_clip imports torchvision for its picture transforms only, so
declaring the two schemas (without any kernel) beforehand is enough.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import Any

SCHEMAS = {
    "nms": "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}


def _load_native_operators() -> None:
    """Load torchvision's own C++ operators where the installed wheel fits the installed torch."""
    import torch

    operators: Any = torch.ops
    spec = importlib.util.find_spec("torchvision")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for library in Path(folder).glob("_C*.so"):
            try:
                operators.load_library(str(library))
            except OSError:
                continue


@functools.cache
def make_torchvision_importable() -> Any:
    """Declare what is missing, once per process; return the library that holds it, or None if nothing was missing.

    The caller need not keep the result: the cache keeps the library, and with it the declarations, alive.
    """
    import torch

    if torch.version.cuda is not None:
        return None
    _load_native_operators()
    missing = [schema for name, schema in SCHEMAS.items() if not hasattr(torch.ops.torchvision, name)]
    if not missing:
        return None
    registry: Any = torch.library
    library = registry.Library("torchvision", "FRAGMENT")
    for schema in missing:
        library.define(schema)
    return library
