-- Bytes in parts, so that a file of 25 MiB comes in without ever lying whole in memory. A part is never changed.
create table kernel.file_part (
  sha256 char(64) not null references kernel.file_bytes (sha256) on delete cascade,
  n int not null check (n >= 0),
  bytes bytea not null check (octet_length(bytes) between 1 and 1048576),
  primary key (sha256, n)
);
-- they are compressed already: PDF, pictures, archives
alter table kernel.file_part alter column bytes set storage external;
insert into kernel.file_part (sha256, n, bytes)
select b.sha256, n, substring(b.bytes from n * 262144 + 1 for 262144)
from kernel.file_bytes b cross join lateral generate_series(0, (b.size - 1) / 262144) n where b.size > 0;
drop trigger file_bytes_same on kernel.file_bytes;
alter table kernel.file_bytes drop column bytes;
create trigger file_part_same before update on kernel.file_part for each row execute function kernel.refuse_change();
