select kernel.watch_view('data.server_exclusion', 'data.server_exclusion', '*', '');
-- when a whole read last found a view other than its changes had told
alter table data.view_pull add column drifted_at timestamptz;
