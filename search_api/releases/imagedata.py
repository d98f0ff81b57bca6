"""What an image file says of itself beside its pixels: PNG texts, EXIF and XMP fields, comments."""

import io
from collections.abc import Iterator

from PIL import ExifTags, Image, UnidentifiedImageError

_LONGEST = 20_000
_TEXT_TAGS = {
    *(tag.value for tag in (ExifTags.Base.Artist, ExifTags.Base.Copyright, ExifTags.Base.ImageDescription)),
    *(tag.value for tag in (ExifTags.Base.XPTitle, ExifTags.Base.XPAuthor, ExifTags.Base.XPComment)),
    *(tag.value for tag in (ExifTags.Base.XPSubject, ExifTags.Base.XPKeywords, ExifTags.Base.UserComment)),
    ExifTags.Base.DocumentName.value,
}


def image_texts(content: bytes) -> list[str]:
    """Texts in the metadata of an image; none for what is no image that can be read."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            held = [*image.info.values(), *_exif(image.getexif())]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []
    texts = (_text(value)[:_LONGEST] for value in held if isinstance(value, str | bytes))
    return [text for text in dict.fromkeys(texts) if any("\u3400" <= char <= "\u9fff" for char in text)]


def _exif(fields: Image.Exif) -> Iterator[str | bytes]:
    for held in (fields, fields.get_ifd(ExifTags.IFD.Exif)):
        for tag, value in held.items():
            if tag in _TEXT_TAGS and isinstance(value, str | bytes):
                yield (
                    value.decode("utf-16-le", "ignore")
                    if isinstance(value, bytes) and tag >= 0x9C9B
                    else value
                )


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "ignore")
