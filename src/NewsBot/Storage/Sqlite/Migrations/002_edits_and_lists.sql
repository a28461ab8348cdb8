-- Messages that were sent can be edited, several posts can stand in one message, and a subscription has settings.

ALTER TABLE subscription ADD COLUMN settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings));

-- Grows with each change that people see.
ALTER TABLE item ADD COLUMN edition INTEGER NOT NULL DEFAULT 0;

-- The outbox is made anew, for SQLite cannot change what a column may hold.
ALTER TABLE delivery RENAME TO delivery_before;

CREATE TABLE delivery (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id   INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,
    chat_id   INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
    state     TEXT NOT NULL DEFAULT 'pending'
              CHECK (state IN ('pending', 'sent', 'changed', 'refused')), -- changed: was sent, and an edit is owed
    edition   INTEGER NOT NULL DEFAULT 0, -- of the item, when the message was made
    final     INTEGER NOT NULL DEFAULT 0 CHECK (final IN (0, 1)), -- never edited: it is in a list, or its chat moved since
    attempts  INTEGER NOT NULL DEFAULT 0,
    reason    TEXT,
    created   INTEGER NOT NULL,
    ended     INTEGER,
    UNIQUE (item_id, chat_id)
) STRICT;

INSERT INTO delivery (id, item_id, chat_id, state, attempts, reason, created, ended)
SELECT id, item_id, chat_id, state, attempts, reason, created, ended FROM delivery_before;

-- The last number may be that of a row that is gone; it is not used again either.
DELETE FROM sqlite_sequence WHERE name = 'delivery';
INSERT INTO sqlite_sequence (name, seq) SELECT 'delivery', seq FROM sqlite_sequence WHERE name = 'delivery_before';

-- The messages in which deliveries went out. A list has several deliveries in each message. A part is what was sent at
-- once; a platform may show it as several messages with a number each, such as the pictures of an album.
CREATE TABLE message (
    delivery_id  INTEGER NOT NULL REFERENCES delivery ON DELETE CASCADE,
    part         INTEGER NOT NULL, -- from 0
    place        INTEGER NOT NULL, -- within the part, from 0
    chat_id      INTEGER NOT NULL REFERENCES chat ON DELETE CASCADE,
    number       TEXT NOT NULL,    -- the platform's
    PRIMARY KEY (delivery_id, part, place)
) STRICT, WITHOUT ROWID;

INSERT INTO message (delivery_id, part, place, chat_id, number)
SELECT d.id, m.key, 0, d.chat_id, m.value FROM delivery_before d, json_each(d.message_ids) m;

DROP TABLE delivery_before;

CREATE INDEX message_number ON message (chat_id, number);
CREATE INDEX delivery_owed ON delivery (chat_id, id, state) WHERE state IN ('pending', 'changed');
CREATE INDEX delivery_chat ON delivery (chat_id);

-- What chat platforms remember: how far they have listened, the numbers of files they uploaded.
CREATE TABLE platform_memory (
    platform  TEXT NOT NULL,
    key       TEXT NOT NULL,
    value     TEXT NOT NULL,
    at        INTEGER NOT NULL, -- when it was last renewed
    PRIMARY KEY (platform, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX platform_memory_at ON platform_memory (at);
