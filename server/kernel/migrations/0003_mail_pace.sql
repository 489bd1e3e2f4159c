-- a letter that a mail server does not take is tried again after a pause that grows, so that an outage of hours loses none
alter table kernel.mail add column next_at timestamptz;
