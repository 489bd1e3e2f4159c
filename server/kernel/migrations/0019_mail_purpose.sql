-- What a letter is for, in which language, and how its reader stops more of the kind. Letters of before say nothing of it.
alter table kernel.mail
  add column purpose text,
  add column locale text not null default 'en',
  add column unsubscribe text,
  -- its reader has not agreed to letters of this kind: it stays here
  add column suppressed boolean not null default false;
