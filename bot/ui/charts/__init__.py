"""Charts as PNG pictures.

A chart is an immutable value with a method `png(theme)`; `Renderer` draws it beside the event loop and keeps
the picture. Each picture brings a panel of its own, dark or light as a server likes it, and so is readable in
Discord's dark and light themes alike. Text is ASCII, which is what the font that comes with Pillow has:
`drawable` makes it so.

A new kind of chart is a module with a frozen dataclass that draws itself on a `Canvas`.
"""
