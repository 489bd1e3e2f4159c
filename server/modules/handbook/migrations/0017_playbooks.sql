-- Playbooks that came in: the file as it was, and which steps of the text that came of it are which of its items.

create table handbook.playbook (
  page_id uuid primary key references handbook.page (id),
  no int not null,
  file text not null check (length(file) <= 1048576),
  -- step key, checklist, place in it; both nothing where the step is none of its items
  items jsonb not null,
  at timestamptz not null,
  foreign key (page_id, no) references handbook.page_version (page_id, no)
);
