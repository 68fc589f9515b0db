"""Read an uploaded picture with suspicion and write our own.

The type comes from the content, never from name or header. What we keep was drawn by us: no
EXIF, no position, no maker notes, no second file hidden behind the first.
"""

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from idetorg.files.errors import BadPicture, PictureTooBig
from idetorg.files.models import WIDTHS

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
# What Pillow raises on broken files, by its own account and by trying.
_BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    MemoryError,
    OverflowError,
    struct.error,
    zlib.error,
)
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


@dataclass(frozen=True)
class Renditions:
    """The pictures we drew: file name to bytes, and the size of the largest."""

    files: dict[str, bytes]
    ending: str
    width: int
    height: int


def kind_of(content: bytes) -> str | None:
    """Return JPEG, PNG, WEBP, GIF or HEIF by the first bytes; None for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "HEIF"
    return None


def renditions(content: bytes) -> Renditions:
    """Return our own pictures at 2400, 960 and 480 pixels, never enlarged.

    Pictures with transparency become WebP, others JPEG. Of an animation the first frame.
    Raises PictureTooBig over 20 MB or 50 megapixels (told from the header, before anything is
    unpacked), BadPicture when it is no picture we know or it is broken.
    """
    if len(content) > MOST_BYTES:
        raise PictureTooBig
    kind = kind_of(content)
    if kind is None:
        raise BadPicture
    try:
        picture = _decoded(content, kind)
        # WebP where something shows through, else JPEG, which every printer reads.
        ending = "webp" if picture.mode == "RGBA" else "jpg"
        files = {}
        for side in WIDTHS:
            picture.thumbnail((side, side), Image.Resampling.LANCZOS)
            if side == WIDTHS[0]:
                width, height = picture.size
            files[f"{side}.{ending}"] = _encoded(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooBig from error
    except _BROKEN as error:
        raise BadPicture from error
    return Renditions(files, ending, width, height)


def _decoded(content: bytes, kind: str) -> Image.Image:
    """Return the first frame, upright, at most 2400 pixels wide or high, as RGB or RGBA in sRGB."""
    picture = _opened(content, kind)
    if picture.width * picture.height > MOST_PIXELS:
        raise PictureTooBig
    # A JPEG unpacks straight to a smaller size: a tenth of the memory for a large photo.
    picture.draft(None, (WIDTHS[0], WIDTHS[0]))
    picture.load()
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"P", "PA"} or (upright.mode not in {"RGB", "RGBA", "L", "CMYK"}):
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    elif upright.has_transparency_data:
        upright = upright.convert("RGBA")
    upright.thumbnail((WIDTHS[0], WIDTHS[0]), Image.Resampling.LANCZOS)
    if upright.mode not in {"RGB", "RGBA"}:
        upright = upright.convert("RGB")
    elif profile and upright.mode == "RGB":
        upright = _in_srgb(upright, profile)
    if upright.mode == "RGBA" and upright.getchannel("A").getextrema() == (255, 255):
        upright = upright.convert("RGB")
    # A bare copy: nothing of what the file said beside its pixels comes along.
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _opened(content: bytes, kind: str) -> Image.Image:
    if kind != "HEIF":
        return Image.open(io.BytesIO(content), formats=[kind])
    import pi_heif

    found = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
    if found.size[0] * found.size[1] > MOST_PIXELS:
        raise PictureTooBig
    try:
        drawn: Image.Image = found.to_pillow()
    except RuntimeError as error:  # libheif's own word for broken data
        raise BadPicture from error
    return drawn


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in the colours of the web; as it is when its profile can't be read."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    return changed if changed is not None else picture


def _encoded(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "WEBP", quality=84, method=4)
    else:
        picture.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue()
