-- What figures may stand on, of all that is followed, learned, found and listed: ids, days, states and counts. Nothing of it names a person, holds a
-- text, or tells of what is for the few.

create view handbook.public_procedures as
  select p.id as page_id, o.tier, o.months, o.in_force_no, o.in_force_since, o.reviewed_on, o.review_on, p.audience, p.retired_on,
    case when p.retired_on is not null then 'retired' when o.in_force_no is null then 'draft' else 'in_force' end as state,
    e.function_id, (e.page_id is not null)::int as listed, (p.backup is not null)::int as owned,
    s.aligned::int as aligned, s.fresh::int as fresh, coalesce(t.required, 0) as required, coalesce(t.competent, 0) as competent
  from handbook.procedure o join handbook.page p on p.id = o.page_id
  left join lateral (select e.page_id, e.function_id from handbook.entry e where e.page_id = p.id order by e.function_id, e.place limit 1) e on true
  left join lateral (select s.aligned, s.fresh from handbook.standing s where s.page_id = p.id order by s.day desc limit 1) s on true
  left join lateral (
    select count(*)::int as required, (count(*) filter (where case t.mode when 'ack' then t.signed_at is not null
      when 'quiz' then t.signed_at is not null and t.passed_at is not null when 'observed' then t.observed_at is not null
      else t.proven_at is not null end))::int as competent
    from handbook.training t where t.page_id = p.id and t.ended_on is null and t.invalidated_on is null
  ) t on true
  where p.audience <> 'restricted';
create index standing_page on handbook.standing (page_id, day desc);
select kernel.watch_view('handbook.public_procedures', 'handbook.procedure', 'page_id', 'r.page_id');
select kernel.watch_view('handbook.public_procedures', 'handbook.page', 'page_id', 'r.id', array['id', 'audience', 'retired_on', 'backup'], false);
select kernel.watch_view('handbook.public_procedures', 'handbook.entry', 'page_id', 'r.page_id');
select kernel.watch_view('handbook.public_procedures', 'handbook.standing', 'page_id', 'r.page_id');
select kernel.watch_view('handbook.public_procedures', 'handbook.training', 'page_id', 'r.page_id');
select kernel.publish('handbook.public_procedures');

create view handbook.public_entries as
  select e.function_id, e.place, e.page_id, case when e.page_id is null then 'to_write' else 'page' end as kind
  from handbook.entry e left join handbook.page p on p.id = e.page_id where e.page_id is null or p.audience <> 'restricted';
select kernel.watch_view('handbook.public_entries', 'handbook.entry', 'function_id', 'r.function_id');
select kernel.watch_view('handbook.public_entries', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_entries');

create view handbook.public_links as
  select l.page_id, l.place, case when l.path is null then 'elsewhere' else 'page' end as kind
  from handbook.link l join handbook.page p on p.id = l.page_id where not l.narrow and p.audience <> 'restricted';
select kernel.watch_view('handbook.public_links', 'handbook.link', 'page_id', 'r.page_id');
select kernel.watch_view('handbook.public_links', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_links');

create view handbook.public_runs as
  select r.id, r.page_id, r.no, r.finished_day, r.state, r.abort_reason, r."by" as followed_by, r.trained
  from handbook.run r join handbook.page p on p.id = r.page_id where p.audience <> 'restricted';
select kernel.watch_view('handbook.public_runs', 'handbook.run', 'id', 'r.id');
select kernel.watch_view('handbook.public_runs', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_runs');

-- the last word about each step of a run
create view handbook.public_step_executions as
  select distinct on (s.run_id, s.key) s.run_id, s.key, r.page_id, r.no, s.state
  from handbook.run_step s join handbook.run r on r.id = s.run_id join handbook.page p on p.id = r.page_id
  where p.audience <> 'restricted' order by s.run_id, s.key, s.seq desc;
select kernel.watch_view('handbook.public_step_executions', 'handbook.run_step', 'run_id', 'r.run_id');
select kernel.watch_view('handbook.public_step_executions', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_step_executions');

create view handbook.public_errors as
  select e.id, e.run_id, r.page_id, e.key, e.fault, e.severity, e.found_by, e.day, e.state, e.counts_from
  from handbook.error e join handbook.run r on r.id = e.run_id join handbook.page p on p.id = r.page_id where p.audience <> 'restricted';
select kernel.watch_view('handbook.public_errors', 'handbook.error', 'id', 'r.id');
select kernel.watch_view('handbook.public_errors', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_errors');

create view handbook.public_exceptions as
  select e.id, e.page_id, e.no, e.key, e.day, e.until, e.state
  from handbook.exception e join handbook.page p on p.id = e.page_id where p.audience <> 'restricted';
select kernel.watch_view('handbook.public_exceptions', 'handbook.exception', 'id', 'r.id');
select kernel.watch_view('handbook.public_exceptions', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_exceptions');

create view handbook.public_trainings as
  select t.id, t.page_id, t.major, t.mode, t.assigned_on, t.due_on, t.invalidated_on, t.ended_on, t.waived_until,
    (case t.mode when 'ack' then t.signed_at is not null when 'quiz' then t.signed_at is not null and t.passed_at is not null
      when 'observed' then t.observed_at is not null else t.proven_at is not null end)::int as proven
  from handbook.training t join handbook.page p on p.id = t.page_id where p.audience <> 'restricted';
select kernel.watch_view('handbook.public_trainings', 'handbook.training', 'id', 'r.id');
select kernel.watch_view('handbook.public_trainings', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_trainings');

create view handbook.public_findings as
  select f.id, f.page_id, f.rule, f.level,
    case when f.judged_as is null then 'open' when f.judged_as = 'both_meant' then 'meant' else 'decided' end as state
  from handbook.finding f join handbook.page p on p.id = f.page_id left join handbook.page o on o.id = f.other_page
  where not f.narrow and p.audience <> 'restricted' and coalesce(o.audience, 'internal') <> 'restricted';
select kernel.watch_view('handbook.public_findings', 'handbook.finding', 'id', 'r.id');
select kernel.watch_view('handbook.public_findings', 'handbook.page', 'page_id', 'r.id', array['id', 'audience'], false);
select kernel.publish('handbook.public_findings');

-- questions that found nothing, without their words
create view handbook.public_searches as select id, tier, first_day, last_day, times, answer from handbook.missed;
select kernel.watch_view('handbook.public_searches', 'handbook.missed', 'id', 'r.id');
select kernel.publish('handbook.public_searches');
