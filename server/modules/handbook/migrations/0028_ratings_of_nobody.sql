-- What one person said is told by no figure: a row has neither the run (whose runner is known) in its id, nor its day, and there are none where fewer
-- than ten said something of a text in a month.
create or replace view handbook.public_ratings as
  select concat_ws('/', said.page_id, said.no, said.day,
      row_number() over (partition by said.page_id, said.no, said.day order by said.score)) as id,
    said.page_id, said.no, said.day, said.score
  from (
    select r.page_id, r.no, date_trunc('month', r.day)::date as day, r.score,
      count(*) over (partition by r.page_id, r.no, date_trunc('month', r.day)) as many
    from handbook.rating r join handbook.page p on p.id = r.page_id where p.audience <> 'restricted'
  ) said
  where said.many >= 10;
