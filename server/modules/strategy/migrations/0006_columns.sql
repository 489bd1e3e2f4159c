-- what each column of an imported CSV holds, where somebody chose
alter table strategy.plan_import add column columns jsonb;
