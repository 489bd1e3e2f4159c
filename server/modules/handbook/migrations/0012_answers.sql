-- What a step was answered, with each word about it: JSON of names and values. And steps that a run did not need.

alter table handbook.run_step add column answers text check (length(answers) <= 20000);
alter table handbook.run_step drop constraint run_step_state_check;
alter table handbook.run_step add constraint run_step_state_check check (state in ('todo', 'done', 'skipped', 'failed', 'not_needed'));
