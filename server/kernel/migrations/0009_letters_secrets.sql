-- A letter with a way in (a code, a link): subject and body are kept with it blanked, the letter itself encrypted until it is sent.
alter table kernel.mail add column sealed bytea;

-- letters of before: what opens a door is blanked, and one that waits is not sent blank
update kernel.mail set
  subject = regexp_replace(subject, '^\d{6}(?= is your code)', '••••••'),
  body = regexp_replace(regexp_replace(body, '(https?://[^\s#]+)#\S+', '\1#••••••', 'g'), '(code is )\d{6}', '\1••••••'),
  attempts = case when sent_at is null then 10 else attempts end,
  error = case when sent_at is null then 'Written before secrets of letters were encrypted: ask for a new one.' else error end
where body ~ 'https?://[^\s#]+#\S' or body ~ 'code is \d{6}';

-- whoever carries letters hears of new ones at once
create function kernel.ring_mail() returns trigger language plpgsql as $$
begin
  perform pg_notify('quarterdeck_mail', '');
  return null;
end $$;
create trigger mail_written after insert on kernel.mail for each statement execute function kernel.ring_mail();
