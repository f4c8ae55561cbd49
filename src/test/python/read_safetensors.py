#!/usr/bin/env python3
"""Reads a model file in safetensors layout, independently of LogCL: read_safetensors.py FILE

Prints tensors and metadata. Exits with 1 and a message where the file is not what it should be: a wrong header,
tensors that do not cover the data section exactly, or a fileSha256 in the metadata that is not the SHA-256 of the file
with those 64 digits replaced by zeros.
"""
import hashlib
import json
import struct
import sys

FORMATS = {"F64": "d", "F32": "f", "I64": "q", "I32": "i", "I16": "h", "I8": "b"}
FORMATS.update({"U64": "Q", "U32": "I", "U16": "H", "U8": "B", "BOOL": "?"})


def need(condition, message):
    if not condition:
        raise ValueError(message)


def unique(pairs):
    need(len(dict(pairs)) == len(pairs), f"a key occurs twice in {[k for k, _ in pairs]}")
    return dict(pairs)


def read(raw):
    need(len(raw) >= 8, "shorter than the 8 bytes of the header's length")
    start = 8 + struct.unpack("<Q", raw[:8])[0]
    need(start <= len(raw), f"header ends at {start}, file at {len(raw)}")
    header = json.loads(raw[8:start].decode("utf-8"), object_pairs_hook=unique)
    need(raw[8:9] == b"{" and isinstance(header, dict), "header is not a JSON object from its first byte on")
    metadata = header.pop("__metadata__", {})
    need(all(isinstance(v, str) for v in metadata.values()), "metadata holds something that is not a string")
    position = 0
    for name, tensor in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        dtype, shape, (begin, end) = tensor["dtype"], tensor["shape"], tensor["data_offsets"]
        need(dtype in FORMATS, f"{name}: unknown dtype {dtype}")
        need(begin == position, f"{name}: begins at {begin}, expected {position} (gap or overlap)")
        count = 1
        for size in shape:
            need(type(size) is int and size >= 0, f"{name}: shape {shape}")
            count *= size
        size = count * struct.calcsize("<" + FORMATS[dtype])
        need(end - begin == size, f"{name}: {end - begin} bytes, {dtype} {shape} needs {size}")
        need(start + end <= len(raw), f"{name}: ends at {end}, data section at {len(raw) - start}")
        first = struct.unpack_from(f"<{min(count, 4)}{FORMATS[dtype]}", raw, start + begin)
        print(f"tensor {name} {dtype} {shape} {' '.join(map(repr, first))}{' ...' if count > 4 else ''}")
        position = end
    need(start + position == len(raw), f"tensors end at {position}, data section at {len(raw) - start}")
    for key, value in sorted(metadata.items()):
        print(f"metadata {key} {value if len(value) <= 100 else value[:100] + ' ...'}")
    digest = metadata.get("fileSha256", "")
    well_formed = len(digest) == 64 and set(digest) <= set("0123456789abcdef")
    need(well_formed, f"fileSha256 is not 64 hexadecimal digits: {digest!r}")
    need(raw[:start].count(digest.encode()) == 1, "the digits of fileSha256 occur more than once in the header")
    at = raw.index(digest.encode())
    actual = hashlib.sha256(raw[:at] + b"0" * 64 + raw[at + 64 :]).hexdigest()
    need(actual == digest, f"fileSha256 is {digest}, the file's is {actual}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} FILE")
    try:
        with open(sys.argv[1], "rb") as file:
            read(file.read())
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as e:
        sys.exit(f"{sys.argv[1]}: {type(e).__name__}: {e}")
    print("ok")
