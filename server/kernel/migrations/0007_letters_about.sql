-- what a letter is about (`document:<id>`), and papers that rooms write when it is sent: [{"kind", "id", "name"}]
alter table kernel.mail add column about text, add column papers jsonb not null default '[]';
create index mail_about on kernel.mail (about, created_at) where about is not null;
