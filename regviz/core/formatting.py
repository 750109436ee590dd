"""Numbers and lists as a sentence writes them."""

import math

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: float) -> str:
    """Three significant digits: 0.500, 18874, 3.31×10⁷; whole numbers below a million in full."""
    value = float(value) + 0.0  # no −0
    if not math.isfinite(value):
        return "infinity" if value > 0 else "minus infinity" if value < 0 else "not a number"
    if value == round(value) and abs(value) < 1e6:
        return _written(f"{value:.0f}")
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return _written(f"{value:.2e}" if abs(value) >= 1e6 or digits > 7 else f"{value:.{digits}f}")


def plain(value: float, digits: int = 4) -> str:
    """`digits` significant digits or fewer: 0.5, 12340, 3.31×10⁷."""
    text = f"{value:.{digits}g}"
    power = int(text.partition("e")[2] or 0)
    if power and -8 < power < 6:
        text = f"{float(text):.{max(0, digits - 1 - power)}f}"
        text = text.rstrip("0") if "." in text else text
    return _written(text)


def _written(text: str) -> str:
    """What Python writes, with a true minus and ten to a power instead of e+07."""
    mantissa, e, power = text.replace("-", "−", text.startswith("-")).partition("e")
    tail = f"×10{str(int(power)).translate(_RAISED)}" if e else ""
    return tail[1:] if mantissa == "1" and tail else mantissa + tail


def plural(count: int, noun: str) -> str:
    """'1 knot', '2 knots'."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def first_few(names, few: int = 12) -> str:
    """The first names in a list, and how many more there are; "" for none."""
    return ", ".join(names[:few]) + f" and {len(names) - few} more" * (len(names) > few)
