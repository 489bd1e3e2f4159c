-- an event may be loaded and carry a mark (a time that is none), and may carry several; the words of the stage that could not take it
alter table data.quarantine
  add column loaded boolean not null default false,
  add column detail text not null default '' check (length(detail) <= 500),
  drop constraint quarantine_segment_line_idx_key,
  add constraint quarantine_once unique (segment, line, idx, reason);

-- what the house was last told of a server's day, so that it hears of each once, and again only when something changed:
-- however often the same events are loaded, and by whichever warehouse
create table data.server_told (
  server_id text not null,
  day date not null,
  facts text not null,
  told_at timestamptz not null,
  primary key (server_id, day)
);
create index server_told_age on data.server_told (told_at);
