"""The picture of the starter story: a river between hills at sunrise, drawn."""

from io import BytesIO

_WIDTH, _HEIGHT = 1600, 900
_SKY = ((38, 66, 110), (250, 196, 140))  # at the top and at the horizon
_HORIZON = 560
_SUN = (980, 470, 90)  # its middle and radius
_HILLS = (  # a colour, and the tops of its outline
    ((96, 112, 140), ((0, 470), (260, 380), (520, 480), (840, 400), (1180, 500), (1600, 410))),
    ((58, 88, 96), ((0, 560), (320, 470), (700, 570), (1100, 500), (1600, 570))),
    ((34, 66, 58), ((0, 620), (420, 560), (780, 640), (1250, 580), (1600, 650))),
)
_RIVER = ((900, 560), (980, 560), (860, 660), (1150, 760), (1500, 900), (420, 900), (700, 760), (640, 660))


def starter_picture() -> bytes:
    """A JPEG that is large enough to be shown in links."""
    from PIL import Image, ImageDraw, ImageFilter

    image = Image.new("RGB", (_WIDTH, _HEIGHT), _SKY[1])
    draw = ImageDraw.Draw(image)
    for y in range(_HORIZON):
        top, bottom = (1 - y / _HORIZON, y / _HORIZON)
        colour = tuple(round(top * a + bottom * b) for a, b in zip(*_SKY, strict=True))
        draw.line(((0, y), (_WIDTH, y)), fill=colour)
    x, y, radius = _SUN
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(255, 232, 190))
    for colour, tops in _HILLS:
        draw.polygon(((0, _HEIGHT), *tops, (_WIDTH, _HEIGHT)), fill=colour)
    draw.polygon(_RIVER, fill=(236, 190, 150))
    stream = BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.5)).save(stream, "JPEG", quality=78, optimize=True)
    return stream.getvalue()
