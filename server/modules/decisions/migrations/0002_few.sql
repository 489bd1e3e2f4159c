-- What is for the few stands behind no figure that others read: neither it nor what it spends nor its actions.
create or replace view decisions.public_decisions as
  select id, number, kind, state, type, method, opened_day, need_by, decided_day, outcome, spend_minor, spend_currency, review_on, ended_on,
    extract(epoch from decided_at - opened_at)::bigint as open_seconds
  from decisions.decision
  where audience <> 'restricted';

create or replace view decisions.public_actions as
  select id, number, state, due, first_due, moves, opened_day, closed_day, origin_kind from decisions.action
  where audience <> 'restricted';

-- figures that hold some already are told to look again
update decisions.decision set version = version where audience = 'restricted';
update decisions.action set version = version where audience = 'restricted';
