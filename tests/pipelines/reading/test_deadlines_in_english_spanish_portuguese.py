"""Last days as European, international, American, Spanish and Portuguese funders write them."""

import pytest

from tests.pipelines.reading.reading_of import opening_of, sessions_of

LAST_DAYS = [
    ("Deadline: 17 March 2026", "2026-03-17"),
    ("Submission deadline: 17 March 2026 17:00 Brussels time", "2026-03-17"),
    ("Closing date for applications: 3rd April 2026", "2026-04-03"),
    ("Applications close on Friday, 3 April 2026.", "2026-04-03"),
    ("The call closes on 30 April 2026.", "2026-04-30"),
    ("The call will close on 30 April 2026 at midnight.", "2026-04-30"),
    ("Proposals must be submitted no later than 15 May 2026.", "2026-05-15"),
    ("Concept notes must be received by 2 February 2026, 5pm.", "2026-02-02"),
    ("Please send your application before March 31, 2026.", "2026-03-31"),
    ("Apply by June 5th, 2026", "2026-06-05"),
    ("Applications are due April 15, 2026.", "2026-04-15"),
    ("Applications are accepted until the 30th of June 2026.", "2026-06-30"),
    ("Submit your proposal on or before 12 May 2026", "2026-05-12"),
    ("Expressions of interest should reach us not later than 27-Feb-2026.", "2026-02-27"),
    ("Deadline for submission of full proposals: Tuesday 9 June 2026", "2026-06-09"),
    ("Cut-off date: 10 September 2026", "2026-09-10"),
    ("The deadline has been extended to 20 April 2026.", "2026-04-20"),
    ("Nominations close: 1 March 2026", "2026-03-01"),
    ("Deadline Date: 2026-05-28", "2026-05-28"),
    ("Municipalities can apply until 16 October 2026.", "2026-10-16"),
    ("Last date for receipt of proposals: 7 August 2026", "2026-08-07"),
    ("This funding opportunity closes 09/15/2026.", "2026-09-15"),
    ("The application period ends on 4 May 2026.", "2026-05-04"),
    ("Deadline: end of March 2026", "2026-03-31"),
    ("Deadline: Q3 2026", "2026-09-30"),
    ("Registration for the competition is open until 2 April 2026.", "2026-04-02"),
    ("Cities have until 22 May 2026 to submit their application.", "2026-05-22"),
    ("Interested local authorities are invited to apply by Monday 13 April 2026.", "2026-04-13"),
    ("Fecha límite de presentación: 30 de abril de 2026", "2026-04-30"),
    ("El plazo de presentación de solicitudes finaliza el 15 de mayo de 2026.", "2026-05-15"),
    ("Las propuestas podrán presentarse hasta el 8 de junio de 2026 inclusive.", "2026-06-08"),
    ("Cierre de la convocatoria: 12/06/2026", "2026-06-12"),
    ("La convocatoria estará abierta hasta el 3 de julio del 2026.", "2026-07-03"),
    ("Prazo de candidatura: 31 de março de 2026", "2026-03-31"),
    ("As candidaturas podem ser apresentadas até 15 de abril de 2026.", "2026-04-15"),
    ("Data limite para submissão: 30/09/2026", "2026-09-30"),
    ("As propostas devem ser enviadas até ao dia 5 de maio de 2026.", "2026-05-05"),
    ("No proposals will be accepted after 14 April 2026.", "2026-04-14"),
    ("Reserve your town’s place by 14 August 2026.", "2026-08-14"),
]


@pytest.mark.parametrize(("text", "expected"), LAST_DAYS)
def test_a_last_day_is_read(text: str, expected: str) -> None:
    assert sessions_of(text) == [expected]


WINDOWS = [
    ("The call is open from 12 January to 27 March 2026.", "2026-01-12", "2026-03-27"),
    ("Opening date: 12 January 2026. Closing date: 27 March 2026.", "2026-01-12", "2026-03-27"),
    ("Applications open January 12, 2026 and close March 27, 2026.", "2026-01-12", "2026-03-27"),
    ("Call open: 12/01/2026 - 27/03/2026", "2026-01-12", "2026-03-27"),
    ("Applications will be accepted between March 2 and April 30, 2026.", "2026-03-02", "2026-04-30"),
    ("Submission window: 2–20 March 2026", "2026-03-02", "2026-03-20"),
    ("Open Date: Jan 12, 2026 | Close Date: Mar 27, 2026", "2026-01-12", "2026-03-27"),
    ("Planned opening date 12 January 2026 Deadline dates 27 March 2026 17:00:00 Brussels time", "2026-01-12", "2026-03-27"),
    ("Plazo de presentación: del 2 al 31 de marzo de 2026", "2026-03-02", "2026-03-31"),
    ("Plazo: desde el 2 de febrero hasta el 31 de marzo de 2026", "2026-02-02", "2026-03-31"),
    ("Candidaturas abertas de 2 de fevereiro a 31 de março de 2026", "2026-02-02", "2026-03-31"),
    ("Inscrições do dia 4 de maio de 2026 a partir das 10h ao dia 26 de junho de 2026", "2026-05-04", "2026-06-26"),
    ("The fourth call has been announced from the 27th of March until the 9th of May 2026", "2026-03-27", "2026-05-09"),
    ("Requests open on 2 March 2026 and are assessed on a rolling basis until 30 October 2026.", "2026-03-02", "2026-10-30"),
]


@pytest.mark.parametrize(("text", "opening", "last"), WINDOWS)
def test_a_window_has_an_opening_and_a_last_day(text: str, opening: str, last: str) -> None:
    assert (opening_of(text), sessions_of(text)) == (opening, [last])
