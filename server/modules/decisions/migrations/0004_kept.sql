-- What a party agreed to elsewhere may be all that a text says: the room whose thing it is says so, of one text, and whoever is kept is asked
-- nothing about it. Another text, or another round, is another question.
alter table decisions.party
  add column kept_no int,
  -- the number of the sign-off in which they agreed
  add column kept_from text,
  add check ((kept_no is null) = (kept_from is null));
