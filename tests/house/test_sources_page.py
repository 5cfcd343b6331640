"""The page of sources says what their definitions say."""

from crawlers import load_folder
from model.codes import SourceSetting
from veilleur.settings import SHIPPED_SOURCES
from veilleur.watch_list_page import PAGE, page

LISTED, REFUSED = load_folder(SHIPPED_SOURCES)


def test_the_page_of_sources_is_the_one_that_make_docs_writes() -> None:
    assert REFUSED == []
    assert PAGE.read_text(encoding="utf-8") == page(LISTED), "lancez : make docs"


def test_every_source_is_in_the_page_with_why_it_matters_and_its_address() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for one in LISTED:
        assert f"`{one.slug}`" in text
        assert one.source.why in text
        assert one.source.url in text


def test_there_are_at_least_eighty_sources_and_none_is_read_without_having_been_seen() -> None:
    assert len(LISTED) >= 80
    read = [one for one in LISTED if one.source.setting is SourceSetting.PROVED]
    assert {one.dossier.confidence for one in read} <= {"seen", "mixed"}
