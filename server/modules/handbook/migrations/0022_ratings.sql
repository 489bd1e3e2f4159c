-- How easy a run of a procedure was, as whoever followed it said: 0 to 10. Nothing is counted by person.
create table handbook.rating (
  run_id uuid primary key references handbook.run (id),
  page_id uuid not null references handbook.page (id),
  no int not null,
  person uuid not null,
  score int not null check (score between 0 and 10),
  at timestamptz not null,
  day date not null,
  foreign key (page_id, no) references handbook.page_version (page_id, no)
);
create index rating_page on handbook.rating (page_id, day);
create index rating_text on handbook.rating (page_id, no);
create index rating_person on handbook.rating (person, page_id, day);

create view handbook.public_ratings as
  select md5('rating ' || r.run_id::text) as id, r.page_id, r.no, r.day, r.score
  from handbook.rating r join handbook.page p on p.id = r.page_id where p.audience <> 'restricted';
select kernel.watch_view('handbook.public_ratings', 'handbook.rating', 'page_id', 'r.page_id');
select kernel.watch_view('handbook.public_ratings', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_ratings');

-- What readers of a procedure said over a year, at the end of a day; where fewer than ten said something, nothing.
create table handbook.scored (
  day date not null,
  page_id uuid not null references handbook.page (id),
  readers int not null check (readers >= 10),
  -- those who found it easy (9, 10) less those who did not (0 to 6)
  net int not null,
  primary key (day, page_id)
);
create view handbook.public_scores as select day, page_id, readers, net from handbook.scored;
select kernel.watch_view('handbook.public_scores', 'handbook.scored', 'page_id', 'r.page_id');
select kernel.publish('handbook.public_scores');
