-- Members have been told of a video that only they may watch; who is no member is told when it is there for everyone.
ALTER TABLE videos ADD COLUMN members_told BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE videos SET members_told = TRUE WHERE visibility = 'members' AND published = TRUE AND playable = TRUE;
