-- Times are whole milliseconds since 1970-01-01 UTC. Identifiers that leave the database (as order, as idempotency key,
-- as a number on the wire) are AUTOINCREMENT, so that none is ever used twice.

CREATE TABLE feed (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    url              TEXT NOT NULL UNIQUE,
    title            TEXT NOT NULL,
    link             TEXT,
    language         TEXT,
    etag             TEXT,
    last_modified    TEXT,
    body_hash        TEXT,
    hints            TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(hints)),
    last_listing     INTEGER NOT NULL DEFAULT 0, -- when a listing of it was last read, unchanged ones not counted
    last_success     INTEGER,
    last_item        INTEGER,
    failures         INTEGER NOT NULL DEFAULT 0,
    trouble          TEXT,
    repair           TEXT,
    next_due         INTEGER NOT NULL,
    next_due_reason  TEXT NOT NULL DEFAULT '',
    lease_until      INTEGER NOT NULL DEFAULT 0, -- somebody is looking at it
    ended            INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1))
) STRICT;

CREATE INDEX feed_due ON feed (next_due) WHERE ended = 0;

CREATE TABLE item (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id       INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    dated         INTEGER NOT NULL, -- published, but never after first_seen: what "newest" goes by
    first_seen    INTEGER NOT NULL,
    published     INTEGER,
    publisher_id  TEXT,
    title         TEXT NOT NULL,
    link          TEXT,
    post          TEXT NOT NULL CHECK (json_valid(post)),
    fingerprint   TEXT NOT NULL
) STRICT;

CREATE INDEX item_newest ON item (feed_id, dated, id);
CREATE INDEX item_first_seen ON item (first_seen);

-- Identity: what is in here was seen. A key outlives its item.
CREATE TABLE seen (
    feed_id    INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    kind       INTEGER NOT NULL,
    hash       BLOB NOT NULL CHECK (length(hash) = 16),
    item_id    INTEGER REFERENCES item ON DELETE SET NULL,
    last_seen  INTEGER NOT NULL,
    PRIMARY KEY (feed_id, kind, hash)
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_item ON seen (item_id);

CREATE TABLE chat (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    platform    TEXT NOT NULL,
    address     TEXT NOT NULL,
    thread      TEXT NOT NULL,
    settings    TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
    parked      TEXT,                       -- why nothing is sent there
    parked_at   INTEGER,
    send_after  INTEGER NOT NULL DEFAULT 0, -- a pause after a failure
    lease_until INTEGER NOT NULL DEFAULT 0, -- something is being sent
    UNIQUE (platform, address, thread)
) STRICT;

CREATE TABLE subscription (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id  INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
    feed_id  INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    since    INTEGER NOT NULL,
    UNIQUE (chat_id, feed_id)
) STRICT;

CREATE INDEX subscription_feed ON subscription (feed_id);

-- The outbox. Within a chat the order of id is the order of sending.
CREATE TABLE delivery (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id      INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,
    chat_id      INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
    state        TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sent', 'refused')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    parts_sent   INTEGER NOT NULL DEFAULT 0,
    message_ids  TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(message_ids)),
    reason       TEXT,
    created      INTEGER NOT NULL,
    ended        INTEGER,
    UNIQUE (item_id, chat_id)
) STRICT;

CREATE INDEX delivery_pending ON delivery (chat_id, id) WHERE state = 'pending';
CREATE INDEX delivery_chat ON delivery (chat_id);

CREATE TABLE transcript (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id  INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
    key      TEXT NOT NULL,
    payload  TEXT NOT NULL,
    at       INTEGER NOT NULL,
    UNIQUE (chat_id, key)
) STRICT;

CREATE INDEX transcript_chat ON transcript (chat_id, id);
CREATE INDEX transcript_at ON transcript (at);

-- rowid = item.id. The program cuts the text into terms (SearchTerms.cs); the tokenizer folds case and diacritics.
CREATE VIRTUAL TABLE item_search USING fts5 (
    title, text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER item_search_follows AFTER DELETE ON item
BEGIN
    DELETE FROM item_search WHERE rowid = old.id;
END;
