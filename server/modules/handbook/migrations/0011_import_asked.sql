-- Who asked for an import to be done, with which key: it is done with the rights that they have while it is.

alter table handbook.import
  add column asked_kind text check (asked_kind in ('person', 'key')),
  add column asked_id text,
  add constraint import_asked check ((asked_kind is null) = (asked_id is null));
-- those that were begun before
update handbook.import set asked_kind = 'person', asked_id = by_id where begun_at is not null;
