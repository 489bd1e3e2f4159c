-- What somebody watches has changed: a wish of its own, since nobody asks them and nobody names them.
alter table kernel.notice drop constraint notice_rule_check,
  add constraint notice_rule_check check (rule in ('assigned', 'mentioned', 'decided', 'overdue', 'alert', 'watched'));
alter table kernel.notice_wish drop constraint notice_wish_rule_check,
  add constraint notice_wish_rule_check check (rule in ('assigned', 'mentioned', 'decided', 'overdue', 'alert', 'watched'));
