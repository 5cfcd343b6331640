-- The whole schema of release 0001. Comments inside the parentheses are kept by SQLite: `.schema` shows them.
-- Instants are UTC text of one width (2026-03-01T06:30:00.000000+00:00) so that they sort; days are ISO dates; yes/no is 1/0.
-- JSON columns are what model.codec writes. Closed lists are those of model.codes.

CREATE TABLE sources ( -- The watch list: one row a source ever followed.
  slug TEXT PRIMARY KEY, -- the name of its definition file; notices and calls carry it, without a foreign key: a source may be renamed or go
  name TEXT NOT NULL, -- its name, for people
  publisher TEXT NOT NULL, -- who publishes it
  funder TEXT, -- who pays for all its calls, when it is always the same
  url TEXT NOT NULL, -- the page a person opens
  language TEXT NOT NULL, -- the language it is mostly written in (ISO 639-1)
  recipe TEXT NOT NULL, -- how it is read
  setting TEXT NOT NULL CHECK (setting IN ('proved', 'to_probe', 'by_hand', 'off')), -- how sure we are of its definition
  official INTEGER NOT NULL CHECK (official IN (0, 1)), -- the funder itself speaks
  show TEXT NOT NULL CHECK (show IN ('full', 'extract', 'link', 'internal')), -- what may be shown of it
  why TEXT NOT NULL, -- why it is followed
  attribution TEXT, -- the words its licence asks to show
  listed INTEGER NOT NULL CHECK (listed IN (0, 1)), -- it is in the watch list of the last load; 0 = taken out since, kept for its history
  position INTEGER NOT NULL -- its rank in the watch list
) STRICT;

CREATE TABLE source_states ( -- What one reading of a source leaves for the next.
  source TEXT PRIMARY KEY, -- slug of the source
  validators TEXT NOT NULL, -- JSON: address → etag, last_modified, body_hash
  failures INTEGER NOT NULL, -- readings failed in a row
  retry_after TEXT CHECK (retry_after GLOB '????-??-??T??:??:??.??????+00:00'), -- not to be read again before this instant
  last_ok TEXT CHECK (last_ok GLOB '????-??-??T??:??:??.??????+00:00'), -- the last healthy reading
  failing_since TEXT CHECK (failing_since GLOB '????-??-??T??:??:??.??????+00:00'), -- the first of the failures in a row; NULL = the last reading was healthy
  verdict TEXT NOT NULL, -- the class in which the last reading ended
  volumes TEXT NOT NULL, -- JSON: items of the last healthy readings, oldest first
  memory TEXT NOT NULL -- JSON: what its recipe wants to find again
) STRICT;

CREATE TABLE calls ( -- The opportunity itself, built from one or more notices.
  id INTEGER PRIMARY KEY, -- never reused: calls are not deleted
  title TEXT NOT NULL, -- in the language of the source
  title_fr TEXT, -- a title in French that somebody else wrote
  title_fr_label TEXT, -- who wrote title_fr
  url TEXT NOT NULL, -- the page of its principal notice
  source TEXT NOT NULL, -- slug of the source of its principal notice (the official one first)
  reference TEXT NOT NULL, -- the key of its principal notice in that source
  funder TEXT, -- who pays
  identifier TEXT, -- the funder's own code
  status TEXT NOT NULL CHECK (status IN ('announced', 'upcoming', 'open', 'permanent', 'closed', 'withdrawn')), -- where it stood when last saved
  deadline TEXT CHECK (deadline GLOB '????-??-??'), -- day of the next session not past, local to its zone; the last one when all are past
  opening TEXT CHECK (opening GLOB '????-??-??'), -- first day to answer, local
  scope TEXT CHECK (scope IN ('international', 'europe', 'local', 'out')), -- in the field or not; NULL = not read
  kind TEXT CHECK (kind IN ('call', 'fund', 'training', 'event', 'prize', 'info', 'appeal')), -- what it is; NULL = not read
  facts TEXT NOT NULL, -- JSON: every value read, each with its evidence
  previous INTEGER REFERENCES calls (id), -- the edition before
  same_as INTEGER REFERENCES calls (id), -- the call that staff have joined it to; NULL = it stands for itself
  notes TEXT NOT NULL, -- JSON: French sentences on what its sources say differently
  documents TEXT NOT NULL, -- JSON: the files that its page offers: address, name, hash
  expected TEXT NOT NULL, -- when the edition after it is expected, in French, as its past ones suggest; '' = they do not
  first_seen TEXT NOT NULL CHECK (first_seen GLOB '????-??-??T??:??:??.??????+00:00') -- when it was first read
) STRICT;
CREATE INDEX calls_by_status ON calls (status);
CREATE INDEX calls_by_identifier ON calls (identifier) WHERE identifier IS NOT NULL;
CREATE INDEX calls_by_url ON calls (url);
CREATE INDEX calls_by_previous ON calls (previous) WHERE previous IS NOT NULL;
CREATE INDEX calls_by_same_as ON calls (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE notices ( -- What one source said, at one time, about one call: a row only when what it says changed.
  id INTEGER PRIMARY KEY, -- grows with time
  source TEXT NOT NULL, -- slug of the source
  reference TEXT NOT NULL, -- the source's own key of the publication, else the canonical address
  call INTEGER NOT NULL REFERENCES calls (id), -- the call it is about
  fingerprint TEXT NOT NULL, -- hash of what is said
  url TEXT NOT NULL, -- its page
  title TEXT NOT NULL, -- as published
  text TEXT NOT NULL, -- as published, plain
  language TEXT, -- as the source states it (ISO 639-1)
  published TEXT CHECK (published GLOB '????-??-??'), -- day of publication, as the source states it
  funder TEXT, -- as the source states it
  identifier TEXT, -- the funder's code of the call, as the source states it
  title_fr TEXT, -- a title in French that somebody else wrote
  title_fr_label TEXT, -- who wrote title_fr
  given TEXT NOT NULL, -- JSON: what the source states in fields of its own
  facts TEXT NOT NULL, -- JSON: what was read in it when it was taken in, each value with its evidence
  documents TEXT NOT NULL, -- JSON: the files that its page offers: address, name, hash
  raw BLOB NOT NULL, -- the source's answer about this item, zlib
  seen_at TEXT NOT NULL CHECK (seen_at GLOB '????-??-??T??:??:??.??????+00:00') -- when it was read
) STRICT;
CREATE INDEX notices_by_call ON notices (call);
CREATE INDEX notices_by_publication ON notices (source, reference);
CREATE INDEX notices_by_url ON notices (url);
CREATE INDEX notices_by_identifier ON notices (identifier) WHERE identifier IS NOT NULL;

CREATE TABLE publications ( -- One row for each thing a source publishes: where its latest notice is, and when it was last met.
  source TEXT NOT NULL, -- slug of the source
  reference TEXT NOT NULL, -- key of the publication in that source
  call INTEGER NOT NULL REFERENCES calls (id), -- the call it is about now
  notice INTEGER NOT NULL REFERENCES notices (id), -- its latest notice
  fingerprint TEXT NOT NULL, -- that of its latest notice: the same again writes no notice
  first_seen TEXT NOT NULL CHECK (first_seen GLOB '????-??-??T??:??:??.??????+00:00'), -- first reading that met it
  last_seen TEXT NOT NULL CHECK (last_seen GLOB '????-??-??T??:??:??.??????+00:00'), -- last reading that met it, changed or not
  PRIMARY KEY (source, reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX publications_by_call ON publications (call);
CREATE INDEX publications_by_notice ON publications (notice);

CREATE TABLE marks ( -- The keys by which publications worth comparing are found: words, days, sums, addresses, codes.
  mark INTEGER NOT NULL, -- the key, as a number
  source TEXT NOT NULL, -- slug of the source
  reference TEXT NOT NULL, -- key of the publication in that source
  PRIMARY KEY (mark, source, reference)
) STRICT, WITHOUT ROWID;
CREATE INDEX marks_by_publication ON marks (source, reference);

CREATE TABLE joins ( -- Why a publication speaks of a call that another one had told: each can be undone.
  id INTEGER PRIMARY KEY, -- grows with time
  source TEXT NOT NULL, -- slug of the source
  reference TEXT NOT NULL, -- key of the publication in that source
  call INTEGER NOT NULL REFERENCES calls (id), -- the call it joined
  came_from INTEGER REFERENCES calls (id), -- the call it spoke of until then; NULL = none
  since INTEGER NOT NULL REFERENCES notices (id), -- the first of its notices that came with it
  reason TEXT NOT NULL, -- why, in French
  who TEXT NOT NULL, -- "source", or who in the staff
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  undone_at TEXT CHECK (undone_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was undone; NULL = it stands
  undone_by TEXT -- who undid it
) STRICT;
CREATE INDEX joins_by_call ON joins (call);
CREATE INDEX joins_by_came_from ON joins (came_from) WHERE came_from IS NOT NULL;
CREATE INDEX joins_by_since ON joins (since);
CREATE INDEX joins_by_publication ON joins (source, reference);

CREATE TABLE apart ( -- What staff have told apart: this publication does not speak of that call, whatever it resembles.
  source TEXT NOT NULL, -- slug of the source
  reference TEXT NOT NULL, -- key of the publication in that source
  call INTEGER NOT NULL REFERENCES calls (id), -- the call it does not speak of
  who TEXT NOT NULL, -- who in the staff
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  PRIMARY KEY (source, reference, call)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_by_call ON apart (call);

CREATE TABLE staff_values ( -- What staff have set in a call (no crawl changes it until they let it go), or confirmed of what sources say.
  call INTEGER NOT NULL REFERENCES calls (id), -- the call
  field TEXT NOT NULL, -- the name of the value
  value TEXT NOT NULL, -- JSON: the value, null for « nothing »; the list of the values that are confirmed
  who TEXT NOT NULL, -- who in the staff
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)), -- what sources say is right; it does not stand over it
  PRIMARY KEY (call, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE inputs ( -- All that made calls and events what they are, in order: a replay does it again.
  id INTEGER PRIMARY KEY, -- the order
  kind TEXT NOT NULL CHECK (kind IN ('notice', 'clock', 'set', 'confirm', 'release', 'join', 'undo', 'reread')), -- a notice taken in, the clock ticking, what staff did, or all read again under new rules
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- the instant it was done as of
  notice INTEGER REFERENCES notices (id), -- the notice taken in
  detail TEXT NOT NULL -- JSON: what else it was done with
) STRICT;
CREATE INDEX inputs_by_notice ON inputs (notice) WHERE notice IS NOT NULL;

CREATE TABLE versions ( -- The history of a call, value by value.
  id INTEGER PRIMARY KEY, -- grows with time
  call INTEGER NOT NULL REFERENCES calls (id), -- the call
  field TEXT NOT NULL, -- the name of the value
  before TEXT, -- what it was; NULL = nothing
  after TEXT, -- what it became; NULL = nothing
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was written
  notice INTEGER REFERENCES notices (id), -- the notice that changed it; NULL for the first values and for a person
  who TEXT NOT NULL -- "source", or who in the staff
) STRICT;
CREATE INDEX versions_by_call ON versions (call);
CREATE INDEX versions_by_notice ON versions (notice) WHERE notice IS NOT NULL;

-- Stems of what a call says, in French and in English, rowid = call. Not the text itself: highlight on the original.
CREATE VIRTUAL TABLE call_words USING fts5 (title, body, tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE events ( -- What happened to calls: append-only, numbered 1, 2, 3… without gaps (the triggers below see to it).
  number INTEGER PRIMARY KEY, -- the cursor of the letters
  call INTEGER NOT NULL REFERENCES calls (id), -- the call it happened to
  kind TEXT NOT NULL CHECK (kind IN ('announced', 'new', 'opened', 'deadline_moved', 'amended', 'reopened', 'closing', 'closed', 'withdrawn')), -- what happened
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when we knew
  sentence TEXT NOT NULL, -- what happened, in French, for people
  before TEXT, -- the value before, for scripts
  after TEXT, -- the value after, for scripts
  notice INTEGER REFERENCES notices (id), -- the notice that told it; NULL when time alone did
  first_reading INTEGER NOT NULL CHECK (first_reading IN (0, 1)) -- told by the first healthy reading of its source: never called new in a letter
) STRICT;
CREATE INDEX events_by_call ON events (call, number);
CREATE INDEX events_by_notice ON events (notice) WHERE notice IS NOT NULL;
CREATE TRIGGER events_follow_each_other BEFORE INSERT ON events
WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM events)
BEGIN SELECT RAISE(ABORT, 'events are numbered without gaps'); END;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;

CREATE TABLE members ( -- Local authorities and what they look for.
  id INTEGER PRIMARY KEY, -- ours
  name TEXT NOT NULL, -- its name, for people
  name_key TEXT NOT NULL, -- the name without case nor double spaces: with the department, the key where there is no siren
  kind TEXT NOT NULL, -- applicant code
  siren TEXT UNIQUE, -- nine digits: the key when known
  insee TEXT, -- INSEE code of the commune
  department TEXT, -- department code
  territory TEXT, -- ISO 3166-2 code or INSEE code of the commune
  population INTEGER, -- inhabitants
  countries TEXT NOT NULL, -- JSON: country → weight 1 to 3
  groups TEXT NOT NULL, -- JSON: group of countries → weight 1 to 3
  themes TEXT NOT NULL, -- JSON: theme → weight 1 to 3
  skills TEXT NOT NULL, -- JSON: legal powers it holds
  partners TEXT NOT NULL, -- its partner authorities, free words
  languages TEXT NOT NULL, -- JSON: languages it can answer in
  kinds TEXT NOT NULL, -- JSON: kinds of calls it wants; empty = all
  min_amount INTEGER, -- euros
  max_amount INTEGER, -- euros
  keywords TEXT NOT NULL, -- JSON: words it looks for
  exclude_words TEXT NOT NULL, -- JSON: words it does not want
  follows TEXT NOT NULL, -- JSON: programmes followed whatever their scope
  local_aid INTEGER NOT NULL CHECK (local_aid IN (0, 1)), -- it asks for calls about its own territory too
  delegation TEXT NOT NULL, -- who may sign requests for grants, free words
  agenda_days INTEGER, -- days between agenda and council
  councils TEXT NOT NULL, -- JSON: days of its coming councils
  member_until TEXT CHECK (member_until GLOB '????-??-??') -- last day of its membership; NULL = no end known
) STRICT;
CREATE UNIQUE INDEX members_without_siren ON members (name_key, coalesce(department, '')) WHERE siren IS NULL;
CREATE INDEX members_by_name ON members (name_key);

CREATE TABLE subscribers ( -- The people who read the letters.
  id INTEGER PRIMARY KEY, -- ours
  member INTEGER NOT NULL REFERENCES members (id), -- the member they belong to
  name TEXT NOT NULL, -- their name
  address TEXT NOT NULL, -- e-mail address as given
  address_key TEXT NOT NULL UNIQUE, -- the address without case: the key
  rhythm TEXT NOT NULL CHECK (rhythm IN ('immédiat', 'quotidien', 'hebdomadaire', 'mensuel', 'aucun')), -- how often they want a letter
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6), -- 0 = Monday, for a weekly rhythm
  subscribed_at TEXT NOT NULL CHECK (subscribed_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  since_event INTEGER NOT NULL, -- number of the last event when they subscribed
  cursor INTEGER NOT NULL, -- number of the last event a round of letters has considered for them; never goes back
  round_at TEXT CHECK (round_at GLOB '????-??-??T??:??:??.??????+00:00') -- the instant of that round; NULL before the first
) STRICT;
CREATE INDEX subscribers_by_member ON subscribers (member);

CREATE TABLE matches ( -- The best calls of each member, as last computed.
  member INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE, -- the member
  call INTEGER NOT NULL REFERENCES calls (id), -- the call
  role TEXT NOT NULL CHECK (role IN ('lead', 'partner', 'participant', 'via', 'unknown', 'no')), -- what the member may be in it
  score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100), -- how well it fits
  reasons TEXT NOT NULL, -- JSON: short French sentences, best first
  council TEXT CHECK (council GLOB '????-??-??'), -- the last sitting of the member's council that can take the file
  enter_by TEXT CHECK (enter_by GLOB '????-??-??'), -- the last day to put it on the agenda of that sitting
  PRIMARY KEY (member, call)
) STRICT, WITHOUT ROWID;
CREATE INDEX matches_by_call ON matches (call);

CREATE TABLE letters ( -- Letters claimed: their bytes are fixed before any is sent.
  id INTEGER PRIMARY KEY, -- grows with time
  subscriber INTEGER NOT NULL REFERENCES subscribers (id), -- whose letter
  address TEXT NOT NULL, -- where to, at the time of the claim
  message_id TEXT NOT NULL UNIQUE, -- Message-ID: the same at each retry
  subject TEXT NOT NULL, -- its subject
  composed_at TEXT NOT NULL CHECK (composed_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was claimed
  state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'failed', 'suppressed')), -- claimed = still to be sent
  tries INTEGER NOT NULL, -- attempts that failed, final one included
  started_at TEXT CHECK (started_at GLOB '????-??-??T??:??:??.??????+00:00'), -- an attempt began and its end is not known: after a death, the server may have the letter
  tried_at TEXT CHECK (tried_at GLOB '????-??-??T??:??:??.??????+00:00'), -- last attempt
  next_try TEXT CHECK (next_try GLOB '????-??-??T??:??:??.??????+00:00'), -- not to be tried before
  reason TEXT -- why the last attempt failed
) STRICT;
CREATE INDEX letters_waiting ON letters (id) WHERE state = 'claimed';
CREATE INDEX letters_by_subscriber ON letters (subscriber);

CREATE TABLE bodies ( -- The bytes of the letters, apart: a letter's state changes in small rows, and they are written once.
  letter INTEGER PRIMARY KEY REFERENCES letters (id) ON DELETE CASCADE, -- which letter
  body BLOB NOT NULL -- the whole message, zlib: a retry sends these very bytes
) STRICT;

CREATE TABLE deliveries ( -- The ledger: one line for each thing that was told, or will be, to one subscriber. Never twice the same.
  subscriber INTEGER NOT NULL REFERENCES subscribers (id), -- to whom
  topic TEXT NOT NULL CHECK ( -- event:N, reminder:CALL/DATE/J-14, quiet:MONTH (a letter that says there was nothing), page:N (a page that changed), or word:N (a word of the staff)
    (topic GLOB 'event:[1-9]*' AND substr(topic, 7) NOT GLOB '*[^0-9]*')
    OR (topic GLOB 'reminder:[1-9]*/[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]/J-[0-9]*' AND substr(topic, 10) NOT GLOB '*[^0-9/J-]*')
    OR topic GLOB 'quiet:[0-9][0-9][0-9][0-9]-[0-9][0-9]'
    OR (topic GLOB 'page:[1-9]*' AND substr(topic, 6) NOT GLOB '*[^0-9]*')
    OR (topic GLOB 'word:[1-9]*' AND substr(topic, 6) NOT GLOB '*[^0-9]*')
  ),
  letter INTEGER REFERENCES letters (id), -- in which letter; NULL when it was told without one
  state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'told', 'failed', 'suppressed')), -- told = in the ledger without a card of its own
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it entered that state
  UNIQUE (subscriber, topic)
) STRICT;
CREATE INDEX deliveries_by_letter ON deliveries (letter) WHERE letter IS NOT NULL;

CREATE TABLE runs ( -- The days done.
  id INTEGER PRIMARY KEY, -- grows with time
  day TEXT NOT NULL CHECK (day GLOB '????-??-??'), -- the day it stands for, in Paris
  started_at TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.??????+00:00'), -- start
  ended_at TEXT CHECK (ended_at GLOB '????-??-??T??:??:??.??????+00:00'), -- end; NULL while it runs
  state TEXT NOT NULL CHECK (state <> ''), -- running, interrupted (killed before its end), or the word its end gave
  summary TEXT NOT NULL -- JSON: its counts
) STRICT;

CREATE TABLE outcomes ( -- How the reading of each source ended, run by run.
  run INTEGER NOT NULL REFERENCES runs (id), -- the run
  source TEXT NOT NULL, -- slug of the source
  result TEXT NOT NULL CHECK (result IN ('read', 'unchanged', 'failed', 'skipped')), -- how it ended
  verdict TEXT NOT NULL, -- the class in which it ended: read, unchanged, empty, skipped, or a code of the runbook
  lasting INTEGER NOT NULL CHECK (lasting IN (0, 1)), -- it will not pass by itself, or has lasted too long
  started_at TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.??????+00:00'), -- start
  ended_at TEXT NOT NULL CHECK (ended_at GLOB '????-??-??T??:??:??.??????+00:00'), -- end
  notices INTEGER NOT NULL, -- notices it yielded
  seen INTEGER NOT NULL, -- publications it met, changed or not
  dropped TEXT NOT NULL, -- JSON: [reason in French, number] of items left out on purpose
  problems TEXT NOT NULL, -- JSON: what a person should know
  requests INTEGER NOT NULL, -- requests made
  received INTEGER NOT NULL, -- bytes received
  PRIMARY KEY (run, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcomes_by_source ON outcomes (source, run);

CREATE TABLE issues ( -- What a person should know and settle.
  id INTEGER PRIMARY KEY, -- grows with time
  code TEXT NOT NULL, -- what it is: an entry of the runbook
  subject TEXT NOT NULL, -- what it is about: a source, a call, a letter…
  message TEXT NOT NULL, -- one French sentence, with what to do
  detail TEXT NOT NULL, -- the technical side
  opened_at TEXT NOT NULL CHECK (opened_at GLOB '????-??-??T??:??:??.??????+00:00'), -- first time
  seen_at TEXT NOT NULL CHECK (seen_at GLOB '????-??-??T??:??:??.??????+00:00'), -- last time
  times INTEGER NOT NULL, -- how many times
  closed_at TEXT CHECK (closed_at GLOB '????-??-??T??:??:??.??????+00:00') -- when it was settled; NULL = open
) STRICT;
CREATE UNIQUE INDEX issues_open ON issues (code, subject) WHERE closed_at IS NULL;
CREATE INDEX issues_by_subject ON issues (subject) WHERE closed_at IS NULL;

CREATE TABLE opinions ( -- What members said of a call, of all its editions, or of its funder. Nothing is deleted: taken back = undone_at.
  id INTEGER PRIMARY KEY, -- grows with time
  member INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE, -- who holds it
  call INTEGER NOT NULL REFERENCES calls (id), -- the call on which it was said
  about TEXT NOT NULL CHECK (about IN ('call', 'series', 'funder')), -- how far it reaches from that call
  judgement TEXT NOT NULL CHECK (judgement IN ('useful', 'not_for_us')), -- what it says
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was said
  funder TEXT, -- the funder of the call, as named then
  subscriber INTEGER REFERENCES subscribers (id) ON DELETE SET NULL, -- who said it; NULL = not known, or erased
  undone_at TEXT CHECK (undone_at GLOB '????-??-??T??:??:??.??????+00:00') -- when it was taken back; NULL = it stands
) STRICT;
CREATE UNIQUE INDEX opinions_standing ON opinions (member, call, about) WHERE undone_at IS NULL;
CREATE INDEX opinions_by_member ON opinions (member);
CREATE INDEX opinions_by_call ON opinions (call);
CREATE INDEX opinions_by_subscriber ON opinions (subscriber) WHERE subscriber IS NOT NULL;

CREATE TABLE set_aside ( -- The calls that a member would be told but for what it said of a series or of a funder, as last computed.
  member INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE, -- the member
  call INTEGER NOT NULL REFERENCES calls (id), -- the call
  opinion INTEGER NOT NULL REFERENCES opinions (id) ON DELETE CASCADE, -- the opinion that holds it back
  PRIMARY KEY (member, call)
) STRICT, WITHOUT ROWID;
CREATE INDEX set_aside_by_call ON set_aside (call);
CREATE INDEX set_aside_by_opinion ON set_aside (opinion);

CREATE TABLE together ( -- Answering together: what members say they do about calls. Nothing is deleted: taken back = undone_at.
  id INTEGER PRIMARY KEY, -- grows with time
  member INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE, -- who says it
  call INTEGER NOT NULL REFERENCES calls (id), -- of which call
  said TEXT NOT NULL CHECK (said IN ('answering', 'seeking', 'help', 'filed', 'won', 'lost', 'given_up')), -- what it does
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was said
  consent INTEGER NOT NULL CHECK (consent IN (0, 1)), -- its name may be shown, for this call, to those who may answer with it
  message TEXT NOT NULL, -- its own words for them
  subscriber INTEGER REFERENCES subscribers (id) ON DELETE SET NULL, -- who said it; NULL = not known, or erased
  undone_at TEXT CHECK (undone_at GLOB '????-??-??T??:??:??.??????+00:00') -- when it was taken back; NULL = it stands
) STRICT;
CREATE UNIQUE INDEX together_standing ON together (member, call, said) WHERE undone_at IS NULL;
CREATE INDEX together_by_call ON together (call);
CREATE INDEX together_by_subscriber ON together (subscriber) WHERE subscriber IS NOT NULL;

CREATE TABLE tickets ( -- Requests for help with a file: each has an owner in the staff, or waits for one.
  id INTEGER PRIMARY KEY, -- grows with time
  step INTEGER NOT NULL UNIQUE REFERENCES together (id) ON DELETE CASCADE, -- the « aidez-nous » it comes from
  opened_at TEXT NOT NULL CHECK (opened_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was asked
  owner TEXT NOT NULL, -- who in the staff answers for it; '' = nobody yet
  taken_at TEXT CHECK (taken_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when its owner took it
  closed_at TEXT CHECK (closed_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was settled; NULL = open
  answer TEXT NOT NULL -- what was done
) STRICT;

-- Letters: what each person wishes, agreed to, and what came back.

CREATE TABLE preferences ( -- How one person wants letters, beyond the rhythm; no row = every default.
  subscriber INTEGER PRIMARY KEY REFERENCES subscribers (id) ON DELETE CASCADE, -- whose
  hour TEXT NOT NULL CHECK (hour GLOB '??:??:??'), -- the hour of the letters, in their time zone
  zone TEXT, -- IANA time zone; NULL = that of the member's territory
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)), -- what leaves fewer than 21 days is told without waiting for the day
  pause_from TEXT CHECK (pause_from GLOB '????-??-??'), -- first day without letters; NULL = no pause
  pause_until TEXT CHECK (pause_until GLOB '????-??-??'), -- last day without letters
  most INTEGER CHECK (most > 0), -- calls with a card in one letter; the rest is counted and listed on the site; NULL = all
  reminders TEXT NOT NULL CHECK (reminders IN ('useful', 'all', 'none')), -- of which calls the end is recalled
  appeals INTEGER NOT NULL CHECK (appeals IN (0, 1)), -- appeals for money in a crisis, at once
  quiet_months INTEGER NOT NULL CHECK (quiet_months IN (0, 1)) -- a letter that says that a month had nothing
) STRICT;

CREATE TABLE consents ( -- The record of consent: added at the end, never changed.
  id INTEGER PRIMARY KEY, -- grows with time
  subscriber INTEGER NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE, -- whose
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  act TEXT NOT NULL CHECK (act IN ('registered', 'asked', 'given', 'withdrawn', 'changed')), -- what was done
  how TEXT NOT NULL CHECK (how IN ('file', 'letter', 'page', 'one_click', 'complaint', 'staff')), -- through what
  notice TEXT NOT NULL, -- version of the privacy notice in force
  words TEXT NOT NULL -- the text that was under the person's eyes, whole
) STRICT;
CREATE INDEX consents_by_subscriber ON consents (subscriber);

CREATE TABLE returns ( -- What came back to the envelope senders: bounces, complaints, requests of gateways.
  id INTEGER PRIMARY KEY, -- grows with time
  mark TEXT NOT NULL UNIQUE, -- hash of the message: the same read twice is one
  kind TEXT NOT NULL CHECK (kind IN ('hard', 'soft', 'complaint', 'gateway', 'absence', 'other')), -- what it is
  subscriber INTEGER REFERENCES subscribers (id) ON DELETE SET NULL, -- whose letter came back; NULL = not known
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was read
  reason TEXT NOT NULL -- what the other server says, without addresses
) STRICT;
CREATE INDEX returns_by_subscriber ON returns (subscriber, at) WHERE subscriber IS NOT NULL;

CREATE TABLE suppressions ( -- Addresses that get no letter any more until staff lift it.
  id INTEGER PRIMARY KEY, -- grows with time
  address_key TEXT NOT NULL, -- the address without case
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- since when
  why TEXT NOT NULL CHECK (why IN ('hard', 'complaint', 'staff')), -- what led to it
  reason TEXT NOT NULL, -- what the other server said
  lifted_at TEXT CHECK (lifted_at GLOB '????-??-??T??:??:??.??????+00:00') -- when staff let letters go again; NULL = it stands
) STRICT;
CREATE UNIQUE INDEX suppressions_standing ON suppressions (address_key) WHERE lifted_at IS NULL;

CREATE TABLE approvals ( -- Letters that staff look at before they leave.
  letter INTEGER PRIMARY KEY REFERENCES letters (id) ON DELETE CASCADE, -- which letter
  asked_at TEXT NOT NULL CHECK (asked_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was ready
  lapses_at TEXT CHECK (lapses_at GLOB '????-??-??T??:??:??.??????+00:00'), -- without an answer it leaves from then on; NULL = it waits for one
  decision TEXT CHECK (decision IN ('approved', 'refused')), -- what was answered; NULL = nothing yet
  decided_at TEXT CHECK (decided_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  who TEXT NOT NULL -- who answered
) STRICT;
CREATE INDEX approvals_open ON approvals (letter) WHERE decision IS NULL;

CREATE TABLE mail_checks ( -- What « veilleur mail check » found: letters of a production leave only after one that passed.
  id INTEGER PRIMARY KEY, -- grows with time
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  settings TEXT NOT NULL, -- hash of the settings of mail that were checked: others ask for another check
  passed INTEGER NOT NULL CHECK (passed IN (0, 1)) -- nothing stands in the way
) STRICT;

CREATE TABLE questions ( -- What staff are asked: the values of one field of a call that are too doubtful to be facts.
  id INTEGER PRIMARY KEY, -- its number, for who answers
  call INTEGER NOT NULL REFERENCES calls (id), -- the call
  field TEXT NOT NULL, -- the name of the values
  doubts TEXT NOT NULL, -- JSON: each value, its sentence, how sure it is, and why that is not enough
  opened_at TEXT NOT NULL CHECK (opened_at GLOB '????-??-??T??:??:??.??????+00:00'), -- first asked
  seen_at TEXT NOT NULL CHECK (seen_at GLOB '????-??-??T??:??:??.??????+00:00'), -- last asked
  settled_at TEXT CHECK (settled_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it ended; NULL = it waits
  settled_by TEXT CHECK (settled_by IN ('sure', 'gone', 'set', 'confirmed', 'over')) -- how it ended; NULL = it waits
) STRICT;
CREATE UNIQUE INDEX questions_open ON questions (call, field) WHERE settled_at IS NULL;

-- The health of the sources: what was doubted, what waits, what a person looked at.

CREATE TABLE readings ( -- Readings under way: what they have told is judged when they end, and waits until then.
  source TEXT PRIMARY KEY, -- slug of the source
  event INTEGER NOT NULL -- number of the last event before the reading began
) STRICT, WITHOUT ROWID;

CREATE TABLE holds ( -- Readings that a guard found doubtful: what they told waits for staff.
  id INTEGER PRIMARY KEY, -- grows with time
  source TEXT NOT NULL, -- slug of the source
  code TEXT NOT NULL, -- what was found odd: an entry of the runbook
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  lapses_at TEXT CHECK (lapses_at GLOB '????-??-??T??:??:??.??????+00:00'), -- without an answer it ends from then on; NULL = it waits for one
  ended_at TEXT CHECK (ended_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it ended; NULL = it stands
  how TEXT CHECK (how IN ('released', 'dropped', 'lapsed')), -- how it ended: staff said yes, said no, or nothing
  who TEXT NOT NULL -- who ended it; '' = nobody yet, or time
) STRICT;
CREATE UNIQUE INDEX holds_standing ON holds (source) WHERE ended_at IS NULL;

CREATE TABLE held_events ( -- The events whose delivery waits, or waited.
  event INTEGER PRIMARY KEY REFERENCES events (number), -- the event
  hold INTEGER NOT NULL REFERENCES holds (id), -- why it waits
  fate TEXT CHECK (fate IN ('told', 'known', 'dropped')) -- told as any event, told as already known, or never told; NULL = it waits
) STRICT;
CREATE INDEX held_events_by_hold ON held_events (hold);

CREATE TABLE looks ( -- Sources that a person reads: when somebody looked, and what they saw.
  id INTEGER PRIMARY KEY, -- grows with time
  source TEXT NOT NULL, -- slug of the source
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  note TEXT NOT NULL, -- what was seen; '' = nothing new
  who TEXT NOT NULL -- who looked; '' = not said
) STRICT;
CREATE INDEX looks_by_source ON looks (source, at);

CREATE TABLE page_changes ( -- Pages that changed while their source could not be read any more.
  id INTEGER PRIMARY KEY, -- grows with time: the ledger names it
  source TEXT NOT NULL, -- slug of the source
  url TEXT NOT NULL, -- the page
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was seen
  words TEXT NOT NULL -- the first lines that it did not have before
) STRICT;
CREATE INDEX page_changes_by_source ON page_changes (source, at);

CREATE TABLE archives ( -- Sources whose closed calls were read once: nobody was told of them.
  source TEXT PRIMARY KEY, -- slug of the source
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when
  calls INTEGER NOT NULL, -- how many were kept
  oldest TEXT CHECK (oldest GLOB '????-??-??') -- the oldest deadline among them; NULL = none had a date
) STRICT, WITHOUT ROWID;

CREATE TABLE links ( -- What visits of the pages of calls have found.
  call INTEGER PRIMARY KEY REFERENCES calls (id), -- the call
  url TEXT NOT NULL, -- the address visited: another one starts afresh
  checks TEXT NOT NULL, -- JSON: the last visits, oldest first
  verdict TEXT NOT NULL CHECK (verdict IN ('fine', 'broken', 'moved', 'unsure')), -- what they say together
  checked_at TEXT NOT NULL CHECK (checked_at GLOB '????-??-??T??:??:??.??????+00:00') -- the last visit
) STRICT;
CREATE INDEX links_bad ON links (call) WHERE verdict IN ('broken', 'moved');

CREATE TABLE proposals ( -- What staff and members propose by e-mail: nothing is published before somebody says yes.
  id INTEGER PRIMARY KEY, -- grows with time: its number on the command line
  source TEXT NOT NULL, -- slug of the mailbox
  reference TEXT NOT NULL, -- key of the message
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was taken in
  sender TEXT, -- the address that sent it; NULL = forgotten
  is_staff INTEGER NOT NULL CHECK (is_staff IN (0, 1)), -- 1 = sent by the team, 0 = by a subscriber
  notice TEXT NOT NULL, -- JSON: what would be published
  state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused')), -- what staff decided
  decided_at TEXT CHECK (decided_at GLOB '????-??-??T??:??:??.??????+00:00'), -- when; NULL = not yet
  who TEXT NOT NULL, -- who decided; '' = nobody yet
  reason TEXT NOT NULL, -- why it was refused; '' = not said
  call INTEGER REFERENCES calls (id), -- the call that it became; NULL = none
  UNIQUE (source, reference)
) STRICT;
CREATE INDEX proposals_waiting ON proposals (id) WHERE state = 'waiting';
CREATE INDEX proposals_by_call ON proposals (call);

CREATE TABLE words ( -- What staff add to letters: words, notes of country groups, dates of the house. Nothing is deleted.
  id INTEGER PRIMARY KEY, -- grows with time: its number on the command line
  at TEXT NOT NULL CHECK (at GLOB '????-??-??T??:??:??.??????+00:00'), -- when it was written
  who TEXT NOT NULL, -- who in the staff wrote it
  text TEXT NOT NULL CHECK (text <> ''), -- what it says
  title TEXT NOT NULL, -- what stands above it; '' = what its kind is called
  link TEXT NOT NULL, -- an address to open; '' = none
  day TEXT CHECK (day GLOB '????-??-??'), -- the date that it announces, in Paris; NULL = it is no date
  hour TEXT CHECK (hour GLOB '??:??:??'), -- its hour, in Paris
  call INTEGER REFERENCES calls (id), -- the call that it is about; NULL = none
  countries TEXT NOT NULL, -- JSON: codes of the countries whose members it concerns; [] with the two next = everybody
  groups TEXT NOT NULL, -- JSON: codes of groups of countries
  themes TEXT NOT NULL, -- JSON: codes of themes
  until TEXT CHECK (until GLOB '????-??-??'), -- last day on which a letter may tell it; NULL = no end
  withdrawn_at TEXT CHECK (withdrawn_at GLOB '????-??-??T??:??:??.??????+00:00') -- when it was withdrawn; NULL = it stands
) STRICT;
CREATE INDEX words_by_call ON words (call) WHERE call IS NOT NULL;
