"""What the page's script has to know of an explorer and what never changes."""

from regviz.page import export, flipbook


def plan(explorer) -> dict:
    """Controls, size, panels, stops, points to drag, files; while the explorer is locked nothing
    that depends on data."""
    size = [round(inches * 72) for inches in explorer.fig.get_size_inches()]
    told = {"controls": [control.spec() for control in explorer.controls.values()], "size": size,
            "presenter": explorer.presenting, "title": explorer.title, "first": explorer.first}
    if explorer.locked:
        panels = flipbook.panels(flipbook.blank(explorer.fig))
        return told | {"panels": panels, "texts": 0, "handles": [], "stops": [], "tools": []}
    first = explorer.fig.axes[:explorer.first]
    to_raw = explorer.controls.to_raw
    return told | {
        "panels": flipbook.panels(explorer.fig),
        "texts": sum(view.ax in first for view in explorer.views),  # that tell of the first panels
        "handles": [_handle(point) for view in explorer.views for point in view.movable],
        "stops": [{"say": stop.say, "ask": stop.ask,
                   "values": to_raw(explorer.start | stop.values)} for stop in explorer.stops],
        "tools": export.TOOLS,
    }


def _handle(movable) -> dict:
    """What the page's script needs to know of a point that can be dragged."""
    ax = movable.ax
    return {"label": movable.label, "names": [movable.x, movable.y], "at": movable.at,
            "box": ax.get_position().bounds, "limits": [ax.get_xlim(), ax.get_ylim()],
            "log": [ax.get_xscale() == "log", ax.get_yscale() == "log"]}
