"""The drawing that opens a story: what runs where, with the published figures on its streams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.charts.marks import Drawing
from portal.charts.png import can_write
from portal.charts.sketches.parts import Sketch
from portal.charts.sketches.plots import cover_plot, sketch_plot, with_legend
from portal.charts.sketches.reading import SketchFault, read_sketch
from showcase.cards import StoryCard
from showcase.panels import EffectRow

if TYPE_CHECKING:
    from showcase.stories.models import StoryPage


@dataclass(frozen=True, slots=True)
class ShownSketch:
    """A sketch in the reader's language. `said`: text alternative; `legend`: pairs of medium and its name.

    `of_title`, `of_url`, `of_language`: the technology whose principle is drawn, where the story has no sketch of its
    own.
    `sources`: numbers of the page's sources. `svg_url`, `png_url`: empty where there is no such file.
    """

    title: str
    said: str
    note: str
    drawing: Drawing
    legend: tuple[tuple[str, str], ...]
    sources: tuple[int, ...] = ()
    svg_url: str = ""
    png_url: str = ""
    of_title: str = ""
    of_url: str = ""
    of_language: str = ""


def check_sketch(text: str) -> None:
    """Raise ValidationError for a sketch that cannot be read, with the line and what to do."""
    try:
        read_sketch(text)
    except SketchFault as fault:
        raise ValidationError(str(fault)) from fault


def own_sketch(story: StoryPage, language: str, effects: Iterable[EffectRow]) -> ShownSketch | None:
    """Return the sketch of this Chinese page; its figures are those of the rows. None where it has none."""
    if not story.sketch:
        return None
    sketch = read_sketch(story.sketch)
    is_public = bool(story.live and story.pk)
    name = {"story": story.translation_key}
    return _shown(
        sketch,
        language,
        figures_of(effects),
        sources=sketch.sources,
        svg_url=reverse("sketch_svg", kwargs=name) if is_public else "",
        png_url=reverse("sketch_png", kwargs=name) if is_public and can_write() else "",
    )


def principle_sketch(technology: StoryPage, card: StoryCard, language: str) -> ShownSketch | None:
    """Return the sketch of a technology for the page of a case that it belongs to, without figures of any plant."""
    if not technology.sketch:
        return None
    named = {"of_title": card.title, "of_url": card.url, "of_language": card.language}
    return _shown(read_sketch(technology.sketch), language, {}, **named)


def figures_of(effects: Iterable[EffectRow]) -> Mapping[str, str]:
    """Return the id of each figure → the figure as its page shows it."""
    return {effect.key: f"{effect.value} {effect.unit}" for effect in effects}


def file_plot(story: StoryPage, language: str, effects: Iterable[EffectRow]) -> Drawing:
    """Return the drawing of a file, with its legend in it."""
    sketch = read_sketch(story.sketch)
    return with_legend(sketch_plot(sketch, language, figures_of(effects)), sketch, language)


def sketch_cover(story: StoryPage) -> Drawing | None:
    """Return the small drawing of a card; None for a story without a sketch."""
    return cover_plot(read_sketch(story.sketch)) if story.sketch else None


def _shown(sketch: Sketch, language: str, figures: Mapping[str, str], **values: object) -> ShownSketch:
    title, said, note = (" ".join(pair.lines(language)) for pair in (sketch.title, sketch.said, sketch.note))
    legend = tuple((medium, " ".join(name.lines(language))) for medium, name in sketch.legend)
    drawing = sketch_plot(sketch, language, figures)
    return ShownSketch(title, said, note, drawing, legend, **values)  # type: ignore[arg-type]
