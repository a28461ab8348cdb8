-- How a feed fares over days, whom a site's wishes concern, and what the bot says about a feed itself.

-- Host with port, as FeedUrl.Host has it: what one site is. Empty for folders.
ALTER TABLE feed ADD COLUMN host TEXT NOT NULL DEFAULT '';
UPDATE feed SET host = substr(url, instr(url, '://') + 3) WHERE url NOT LIKE 'file:%';
UPDATE feed SET host = substr(host, 1, instr(host || '/', '/') - 1);
UPDATE feed SET host = substr(host, instr(host, '@') + 1);
CREATE INDEX feed_host ON feed (host, lease_until);

-- What is wrong is kept with its kind, to be told in any language.
UPDATE feed SET trouble = json_object('Kind', 'BadAnswer', 'Detail', trouble) WHERE trouble IS NOT NULL;

UPDATE feed SET next_due_reason = ''; -- so is the reason for the time of the next look

ALTER TABLE feed ADD COLUMN last_body INTEGER;     -- when its document last came, the same bytes or not
ALTER TABLE feed ADD COLUMN failing_since INTEGER; -- the first failure after the last success
ALTER TABLE feed ADD COLUMN told_at INTEGER;       -- when its chats were told that it fails
ALTER TABLE feed ADD COLUMN move TEXT CHECK (move IS NULL OR json_valid(move)); -- where it is said to have moved
ALTER TABLE feed ADD COLUMN rhythm TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(rhythm));

-- Sites that asked to be left alone; what is over is deleted.
CREATE TABLE quiet_host (
    host   TEXT NOT NULL PRIMARY KEY,
    until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An item that is no news but a word of the bot about the feed: owed and sent like news, never listed or found.
ALTER TABLE item ADD COLUMN notice TEXT CHECK (notice IS NULL OR json_valid(notice));

ALTER TABLE delivery ADD COLUMN edits INTEGER NOT NULL DEFAULT 0; -- how often its messages were edited
