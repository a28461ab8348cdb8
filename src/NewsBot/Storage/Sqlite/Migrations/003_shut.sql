-- A chat may keep the bot from posting for a while: what it is owed waits there.

ALTER TABLE chat ADD COLUMN shut TEXT; -- why nothing goes out before send_after; NULL if it is open
