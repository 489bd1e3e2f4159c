-- How many licences rely on a key, and until when.
create index licence_key on licensing.licence (key_id, expires_at);
