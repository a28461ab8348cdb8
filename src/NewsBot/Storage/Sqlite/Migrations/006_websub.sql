-- Publishers' hubs tell the bot what is new (WebSub).

-- The hub that the feed names, and what it is called there.
ALTER TABLE feed ADD COLUMN hub TEXT;
ALTER TABLE feed ADD COLUMN hub_topic TEXT;

-- A feed has several rows while it leaves one hub for another.
CREATE TABLE push (
    id          TEXT NOT NULL PRIMARY KEY, -- the unguessable end of the address under which the hub reaches the bot
    feed_id     INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
    hub         TEXT NOT NULL,
    topic       TEXT NOT NULL,
    public_url  TEXT NOT NULL,
    secret      TEXT NOT NULL,
    stage       TEXT NOT NULL CHECK (stage IN ('Wanted', 'Active', 'Leaving', 'Left')), -- as in state
    ask_at      INTEGER NOT NULL,                                                       -- as in state
    state       TEXT NOT NULL CHECK (json_valid(state))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX push_feed ON push (feed_id) WHERE stage IN ('Wanted', 'Active');
CREATE INDEX push_of_feed ON push (feed_id);
CREATE INDEX push_ask ON push (ask_at);
