"""Small drawn photos for the example history: what was complained of, and what became of it."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 480)
HORIZON = 230
SPOTS, LIGHT = (12, 9), 0.35  # how many spots of light there are, and how strong
VARIANTS = 1_000_000  # nobody takes the same photo twice, and the desk would ask about it
LABEL = "FOTO CONTOH"

Pen = ImageDraw.ImageDraw
Colour = tuple[int, int, int]


def photo(scene: str, variant: int, *, mended: bool) -> bytes:
    """A JPEG of one of `SCENES`, the same for the same arguments; `mended`: after the work."""
    chance = random.Random(f"{scene}-{variant}-{mended}")
    image = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(image)
    _background(pen, dark=scene == "lampu", chance=chance)
    SCENES.get(scene, _road)(pen, chance, mended)
    image = _taken(image, chance)
    pen = ImageDraw.Draw(image)
    word = "sesudah" if mended else "sebelum"
    pen.rectangle((0, 440, 640, 480), fill=(20, 24, 30))
    pen.text((16, 448), f"{LABEL} - {scene} - {word}", fill="white", font=_font())
    file = io.BytesIO()
    image.save(file, "JPEG", quality=70)
    return file.getvalue()


def _taken(image: Image.Image, chance: random.Random) -> Image.Image:
    """The scene as somebody stood before it: from here or there, in its own light and shadow."""
    if chance.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    near = chance.uniform(0.6, 0.95)
    wide, high = round(SIZE[0] * near), round(SIZE[1] * near)
    left, top = chance.randint(0, SIZE[0] - wide), chance.randint(0, SIZE[1] - high)
    image = image.resize(SIZE, box=(left, top, left + wide, top + high))
    light = Image.frombytes("L", SPOTS, chance.randbytes(SPOTS[0] * SPOTS[1]))
    light = light.resize(SIZE, Image.Resampling.BICUBIC)
    return Image.blend(image, light.convert("RGB"), LIGHT)


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=20)


def _background(pen: Pen, *, dark: bool, chance: random.Random) -> None:
    base: Colour = (28, 34, 58) if dark else (150 + chance.randrange(50), 190, 215)
    for y in range(HORIZON):
        shade = y // 5
        pen.line((0, y, 640, y), fill=tuple(min(255, part + shade) for part in base))
    pen.rectangle((0, HORIZON, 640, 480), fill=(70, 78, 72) if dark else (128, 138, 110))
    for _ in range(6):
        left, height = chance.randrange(0, 600), chance.randrange(30, 110)
        wall = tuple(part // (3 if dark else 1) for part in (190, 160 + chance.randrange(40), 130))
        pen.rectangle((left, HORIZON - height, left + 90, HORIZON), fill=wall)
        pen.polygon(
            ((left - 8, HORIZON - height), (left + 45, HORIZON - height - 30),
             (left + 98, HORIZON - height)),
            fill=(120, 60, 50) if not dark else (40, 24, 26),
        )  # fmt: skip


def _road(pen: Pen, chance: random.Random, mended: bool) -> None:
    pen.polygon(((260, HORIZON), (380, HORIZON), (640, 480), (0, 480)), fill=(84, 84, 88))
    for step in range(5):
        top = 250 + step * 42
        pen.polygon(
            ((318, top), (324, top), (327, top + 18), (315, top + 18)), fill=(230, 230, 220)
        )
    for _ in range(4):
        x, y = chance.randrange(170, 430), chance.randrange(300, 410)
        width = chance.randrange(40, 95)
        hole = (x, y, x + width, y + width // 3)
        if mended:
            pen.rectangle(hole, fill=(46, 46, 50))
        else:
            pen.ellipse(hole, fill=(52, 44, 38), outline=(110, 100, 90), width=4)


def _lamp(pen: Pen, chance: random.Random, mended: bool) -> None:
    _road(pen, chance, True)
    for x in (110, 500):
        pen.rectangle((x, 70, x + 8, 400), fill=(120, 120, 126))
        pen.rectangle((x, 70, x + 60, 78), fill=(120, 120, 126))
        if mended:
            pen.polygon(((x + 50, 84), (x - 40, 400), (x + 150, 400)), fill=(120, 112, 70))
        pen.ellipse((x + 40, 72, x + 72, 92), fill=(255, 240, 170) if mended else (60, 60, 66))


def _flood(pen: Pen, chance: random.Random, mended: bool) -> None:
    if mended:
        pen.rectangle((0, 330, 640, 380), fill=(96, 100, 104))
        pen.rectangle((0, 345, 640, 366), fill=(70, 96, 116))
        return
    pen.rectangle((0, 260, 640, 480), fill=(112, 104, 84))
    for _ in range(26):
        x, y = chance.randrange(0, 600), chance.randrange(268, 430)
        pen.arc((x, y, x + 60, y + 14), 200, 340, fill=(160, 152, 130), width=2)


def _waste(pen: Pen, chance: random.Random, mended: bool) -> None:
    pen.rectangle((200, 240, 440, 400), fill=(60, 110, 80))
    pen.rectangle((190, 228, 450, 246), fill=(46, 88, 62))
    for _ in range(0 if mended else 60):
        x, y = chance.randrange(120, 520), chance.randrange(330, 425)
        colour = chance.choice(((40, 40, 44), (200, 200, 205), (190, 70, 60), (70, 110, 180)))
        pen.ellipse((x, y, x + chance.randrange(16, 46), y + chance.randrange(12, 30)), fill=colour)


def _tree(pen: Pen, chance: random.Random, mended: bool) -> None:
    pen.rectangle((300, 190, 336, 430), fill=(96, 70, 48))
    for _ in range(10 if mended else 34):
        reach = 70 if mended else 170
        x, y = 318 + chance.randrange(-reach, reach), 150 + chance.randrange(-80, 70)
        pen.ellipse((x - 46, y - 36, x + 46, y + 36), fill=(40, 100 + chance.randrange(60), 50))
    pen.line((0, 120, 640, 96), fill=(30, 30, 30), width=3)


def _river(pen: Pen, chance: random.Random, mended: bool) -> None:
    colour = (
        (92, 132, 140) if mended else chance.choice(((110, 40, 84), (44, 40, 46), (60, 50, 120)))
    )
    pen.polygon(((240, HORIZON), (400, HORIZON), (560, 480), (80, 480)), fill=colour)
    for _ in range(14):
        x, y = chance.randrange(170, 420), chance.randrange(250, 430)
        pen.line((x, y, x + 44, y), fill=tuple(min(255, part + 30) for part in colour), width=3)


def _pipe(pen: Pen, chance: random.Random, mended: bool) -> None:
    pen.rectangle((60, 330, 580, 362), fill=(60, 90, 150))
    pen.rectangle((290, 322, 346, 370), fill=(40, 66, 116))
    for _ in range(0 if mended else 40):
        x = 318 + chance.randrange(-90, 90)
        pen.line((318, 324, x, 324 - chance.randrange(30, 150)), fill=(190, 215, 235), width=2)


SCENES: dict[str, Callable[[Pen, random.Random, bool], None]] = {
    "jalan": _road,
    "lampu": _lamp,
    "banjir": _flood,
    "sampah": _waste,
    "pohon": _tree,
    "sungai": _river,
    "pipa": _pipe,
}
