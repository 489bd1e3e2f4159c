-- what lies in quarantine and is in no figure, by when it came: the home page asks for the last days
create index quarantine_left_out on data.quarantine (created_at) where not loaded and released_at is null;
