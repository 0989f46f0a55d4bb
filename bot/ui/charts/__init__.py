"""Charts as PNG pictures.

A chart is an immutable value with a method `png()`; `Renderer` draws it beside the event loop and keeps the
picture. Each picture brings a dark panel of its own, and so is readable in Discord's dark and light themes
alike. Text is ASCII, which is what the font that comes with Pillow has.

A new kind of chart is a module with a frozen dataclass that draws itself on a `Canvas`.
"""

from bot.ui.charts.heatmap import Cell, Cells, Heatmap
from bot.ui.charts.renderer import Chart, Renderer

__all__ = ["Cell", "Cells", "Chart", "Heatmap", "Renderer"]
