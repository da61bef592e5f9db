-- A small copy of the video's picture, JPEG in base64, for when the place where the picture is kept does not answer.
ALTER TABLE videos ADD COLUMN preview TEXT;
