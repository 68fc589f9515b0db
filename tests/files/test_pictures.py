"""Pictures are drawn anew, refused kindly, and shown with consent and both texts only."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import RequestFactory, override_settings
from PIL import Image, ImageCms

from idetorg.audit.models import Entry
from idetorg.files import actions, encode, queries, store
from idetorg.files.errors import BadPicture, NoRoom, PictureTooBig
from idetorg.files.models import Picture
from idetorg.files.rules import is_publishable, is_showable_inside, lacks
from idetorg.files.views import serve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path / "media"):
        yield tmp_path / "media"


def image_bytes(
    kind="JPEG", size=(1200, 800), mode="RGB", colour=(200, 60, 10), **options
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **options)
    return out.getvalue()


def upload(content: bytes, name="bilde.jpg", content_type="image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type)


def store_one(content: bytes, **options) -> Picture:
    return actions.store_picture(upload(content), scope="s1", owner_id=7, **options)


def read(picture: Picture, width=2400) -> Image.Image:
    image = Image.open(io.BytesIO(queries.picture_bytes(picture, width)))
    image.load()
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_picture_is_kept_at_three_widths(kind):
    picture = store_one(image_bytes(kind, size=(3000, 1500)))

    assert (picture.width, picture.height, picture.ending) == (2400, 1200, "jpg")
    assert [read(picture, width).size for width in (2400, 960, 480)] == [
        (2400, 1200),
        (960, 480),
        (480, 240),
    ]
    assert picture.consent == "none"
    assert Entry.objects.get(action="picture_stored").object_pk == str(picture.pk)


def test_heic_from_a_phone_is_read():
    content = (Path(__file__).parent / "phone.heic").read_bytes()
    assert b"HEMMELIG" in content

    picture = store_one(content)

    assert (picture.width, picture.height, picture.ending) == (64, 32, "jpg")
    left, right = read(picture).getpixel((10, 10)), read(picture).getpixel((55, 10))
    assert left[2] > 150 > left[0]
    assert right[0] > 150 > right[2]
    assert b"HEMMELIG" not in queries.picture_bytes(picture)


@pytest.mark.parametrize("keep", [60, 400, 500])
def test_broken_heic_is_refused_kindly(keep):
    content = (Path(__file__).parent / "phone.heic").read_bytes()[:keep]

    with pytest.raises(BadPicture):
        store_one(content)


def test_small_picture_is_never_enlarged():
    picture = store_one(image_bytes(size=(300, 200)))

    assert [read(picture, width).size for width in (2400, 480)] == [(300, 200)] * 2


def test_transparent_picture_becomes_webp():
    picture = store_one(image_bytes("PNG", mode="RGBA", colour=(1, 2, 3, 90)))

    assert (picture.ending, picture.media_type) == ("webp", "image/webp")
    assert read(picture).mode == "RGBA"


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "I;16", "RGBA"])
def test_odd_modes_are_drawn_as_colour(mode):
    out = io.BytesIO()
    Image.new(mode, (20, 10)).save(out, "PNG")

    assert store_one(out.getvalue()).width == 20


def test_cmyk_is_drawn_as_colour():
    picture = store_one(image_bytes(mode="CMYK", colour=(0, 200, 200, 0)))

    assert read(picture).mode == "RGB"


def test_profile_is_drawn_into_the_colours_of_the_web():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = store_one(image_bytes(icc_profile=profile))

    assert "icc_profile" not in read(picture).info
    assert store_one(image_bytes(icc_profile=b"nonsense")).pk


def test_position_and_maker_notes_are_gone_and_the_picture_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "HEMMELIGKAMERA"
    exif.get_ifd(0x8825)[2] = (69.0, 39.0, 0.0)
    content = image_bytes(size=(400, 200), exif=exif.tobytes(), comment=b"HEMMELIGKAMERA")
    assert b"HEMMELIGKAMERA" in content

    picture = store_one(content)

    assert (picture.width, picture.height) == (200, 400)
    for width in (2400, 960, 480):
        kept = queries.picture_bytes(picture, width)
        assert b"HEMMELIG" not in kept
        assert b"Exif" not in kept
        assert not Image.open(io.BytesIO(kept)).getexif()


def test_animation_gives_its_first_frame():
    frames = [Image.new("RGB", (30, 30), colour) for colour in ("red", "blue", "green")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    red, _green, blue = read(store_one(out.getvalue())).getpixel((5, 5))
    assert red > 200
    assert blue < 60


def png_header(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"IDAT" + zlib.compress(b"\x00" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", len(data) - 4)
        + data
        + struct.pack(">I", zlib.crc32(data))
    )


@pytest.mark.parametrize(
    "size", [(65_000, 65_000), (10_000, 10_000), (7_100, 7_100)], ids=["bomb", "warned", "over"]
)
def test_too_many_pixels_are_refused_before_unpacking(size):
    with pytest.raises(PictureTooBig):
        store_one(png_header(*size))


def test_too_many_bytes_are_refused():
    with pytest.raises(PictureTooBig):
        store_one(b"\xff\xd8\xff" + b"\x00" * encode.MOST_BYTES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script>",
        b"GIF89a/*" + b"\x00" * 30 + b"*/=1;alert(1)",
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
        image_bytes()[:300],
        image_bytes("PNG")[:60],
        image_bytes("WEBP")[:40],
        png_header(100, 100)[:-20],
        b"BM" + b"\x00" * 100,
    ],
    ids=["empty", "pdf", "svg", "html", "gif-js", "jpeg", "cut", "png", "webp", "png2", "bmp"],
)
def test_broken_or_other_files_are_refused_kindly(content, media):
    with pytest.raises(BadPicture) as refused:
        actions.store_picture(upload(content, name="bilde.jpg.html"), scope="s1", owner_id=1)

    assert refused.value.status == 422
    assert str(refused.value.message)
    assert not media.exists() or not list(media.rglob("*.*"))


def test_double_file_is_drawn_anew():
    kept = queries.picture_bytes(store_one(image_bytes() + b"<script>HEMMELIG</script>"))

    assert b"HEMMELIG" not in kept


def test_name_in_the_store_is_random():
    first, second = (
        actions.store_picture(upload(image_bytes(), name="../../x.jpg"), scope="s1", owner_id=1)
        for _ in range(2)
    )

    assert first.folder != second.folder
    assert first.folder.startswith("pictures/")
    assert len(first.folder) > 36


def test_full_disk_leaves_neither_row_nor_file(monkeypatch, media):
    def full(path, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_write", full)

    with pytest.raises(NoRoom) as refused:
        store_one(image_bytes())

    assert refused.value.status == 507
    assert not Picture.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert not list((media / "pictures").iterdir())


def test_files_are_synchronised_before_the_row(monkeypatch):
    order = []
    monkeypatch.setattr(store.os, "fsync", lambda handle: order.append("fsync"))
    create = Picture.objects.create
    monkeypatch.setattr(
        Picture.objects, "create", lambda **kw: (order.append("row"), create(**kw))[1]
    )

    store_one(image_bytes())

    assert order.count("row") == 1
    assert order[-1] == "row"
    assert order.count("fsync") >= 4  # three files, their folder


def test_publishing_needs_open_consent_caption_and_alternative_text():
    picture = store_one(image_bytes())
    assert len(lacks(picture)) == 3

    actions.describe(picture, caption="Anne legger fram", alt=" anne legger fram ")
    actions.set_consent(picture, "open", by="Kari")
    assert not is_publishable(picture)
    assert not is_showable_inside(picture)

    actions.describe(picture, caption="Anne legger fram", alt="En kvinne ved et lerret")
    picture.refresh_from_db()
    assert is_publishable(picture)
    assert [p.pk for p in queries.published_pictures("s1")] == [picture.pk]
    assert queries.published_pictures("s2") == []

    actions.set_consent(picture, "internal", by="Kari")
    assert not is_publishable(picture)
    assert is_showable_inside(picture)

    actions.set_consent(picture, "none", by="")
    assert queries.published_pictures("s1") == []
    assert not is_showable_inside(picture)


def test_consent_needs_a_name_and_a_known_word():
    picture = store_one(image_bytes())

    with pytest.raises(ValueError, match="name"):
        actions.set_consent(picture, "open", by=" ")
    with pytest.raises(ValueError, match="kanskje"):
        actions.set_consent(picture, "kanskje", by="Kari")


def test_picture_of_another_scope_does_not_exist():
    picture = store_one(image_bytes())

    assert queries.picture("s1", picture.uuid) == picture
    assert queries.picture("s2", picture.uuid) is None


def test_serve_locks_the_picture_down():
    picture = store_one(image_bytes(size=(3000, 1500)))
    request = RequestFactory().get("/")

    response = serve(request, picture, 700)

    assert response.status_code == 200
    assert Image.open(io.BytesIO(response.content)).size == (960, 480)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"] == "inline"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"

    again = RequestFactory().get("/", headers={"If-None-Match": response["ETag"]})
    assert serve(again, picture, 700).status_code == 304


def test_serve_wider_than_kept_gives_the_widest():
    picture = store_one(image_bytes(size=(3000, 1500)))
    response = serve(RequestFactory().get("/"), picture, 9999)

    assert Image.open(io.BytesIO(response.content)).size == (2400, 1200)


def test_removed_picture_is_gone_from_the_disk(django_capture_on_commit_callbacks, media):
    picture = store_one(image_bytes())
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(picture, actor_id=7)

    assert not [path for path in media.rglob("*") if path.is_file()]
    assert Entry.objects.filter(action="picture_removed").count() == 1
    with pytest.raises(Http404):
        serve(RequestFactory().get("/"), picture, 480)


def test_sweep_takes_files_without_a_row_and_leaves_the_rest(media):
    from datetime import timedelta

    picture = store_one(image_bytes())
    store.keep("pictures", {"2400.jpg": b"x"})

    assert actions.sweep() == 0
    assert actions.sweep(older_than=timedelta(seconds=-5)) == 1
    assert default_storage.exists(picture.file_name())
