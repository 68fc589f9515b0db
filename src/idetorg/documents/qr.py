"""QR codes for print and screen. Give every picture of one an alternative text: the address."""

import io

import segno


def png(data: str, *, scale: int = 12) -> bytes:
    """Return a QR code as PNG, black on white with the four quiet modules a reader needs.

    `scale` is pixels per module. Raises ValueError when `data` is too long for a code.
    """
    out = io.BytesIO()
    _code(data).save(out, kind="png", scale=scale, border=4)
    return out.getvalue()


def svg(data: str) -> str:
    """Return a QR code as an `<svg>` element without size, style or script.

    It is hidden from screen readers (`aria-hidden`): say the address beside it.
    Raises ValueError when `data` is too long for a code.
    """
    out = io.BytesIO()
    _code(data).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=4,
        light="#fff",
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    return out.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" ', 1)


def _code(data: str) -> segno.QRCode:
    # M survives a fold or a coffee stain; a card is read from paper.
    return segno.make_qr(data, error="m")
