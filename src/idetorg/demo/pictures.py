"""Pictures for the demo, drawn by ourselves: no photo of anyone, nothing from elsewhere."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

NIGHT, DUSK, FAR, SNOW, LAMP = "#0f1b33", "#1b3263", "#16284f", "#f5f7fb", "#ffc061"
WIDTH, HEIGHT = 1600, 1000


def draw(kind: str, name: str) -> SimpleUploadedFile:
    """Return a drawn JPEG: "shelves", "window" or "room"."""
    image = Image.new("RGB", (WIDTH, HEIGHT), NIGHT)
    pen = ImageDraw.Draw(image)
    {"shelves": _shelves, "window": _window}.get(kind, _room)(pen)
    stream = BytesIO()
    image.save(stream, "JPEG", quality=88)
    return SimpleUploadedFile(f"{name}.jpg", stream.getvalue(), "image/jpeg")


def _shelves(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 760, WIDTH, HEIGHT), fill=DUSK)
    for row in range(4):
        y = 140 + row * 150
        pen.rectangle((180, y + 120, 1180, y + 134), fill="#7c89a3")
        x = 200
        for book in range(24):
            width, height = 22 + (book * 7 + row * 11) % 20, 70 + (book * 13 + row * 5) % 46
            colour = ("#9dc0ff", LAMP, "#c9d5ec", "#1e6b4f", "#c2560c")[(book + row) % 5]
            pen.rectangle((x, y + 120 - height, x + width, y + 120), fill=colour)
            x += width + 8
    pen.line((1380, 760, 1380, 380), fill=LAMP, width=10)
    pen.polygon(((1300, 400), (1460, 400), (1420, 300), (1340, 300)), fill=LAMP)


def _window(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((200, 120, 1400, 780), fill=DUSK)
    pen.polygon(((200, 780), (480, 420), (700, 640), (960, 340), (1400, 780)), fill=FAR)
    pen.polygon(((200, 780), (620, 600), (1020, 700), (1400, 560), (1400, 780)), fill="#1f3768")
    for x, y in ((320, 200), (560, 260), (860, 180), (1120, 240), (1290, 170)):
        pen.ellipse((x, y, x + 8, y + 8), fill=SNOW)
    for x in (200, 800, 1400):
        pen.line((x, 120, x, 780), fill=SNOW, width=16)
    pen.line((200, 120, 1400, 120), fill=SNOW, width=16)
    pen.line((200, 780, 1400, 780), fill=SNOW, width=16)
    pen.ellipse((700, 820, 900, 900), fill="#c2560c")


def _room(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 680, WIDTH, HEIGHT), fill=DUSK)
    pen.rectangle((520, 180, 1080, 520), fill=SNOW)
    pen.line(
        (520, 480, 620, 480, 620, 260, 980, 260, 980, 440, 1080, 440), fill="#c2560c", width=14
    )
    pen.ellipse((770, 320, 830, 380), fill=LAMP)
    for index in range(9):
        x = 160 + index * 150
        pen.ellipse((x, 640, x + 80, 720), fill="#c9d5ec")
        pen.rectangle((x - 10, 716, x + 90, 860), fill="#27508f")
