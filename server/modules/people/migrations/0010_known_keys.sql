-- A key holds what it was given when it was made, and says who has seen its secret.
alter table people.api_key
  -- right → reach on that day; nothing for a key of before, which is fixed at its next use
  add column reaches jsonb,
  -- the one who was shown the secret
  add column made_by uuid references people.person (id);
update people.api_key k set made_by = p.id from people.person p where p.id::text = k.created_by;
create index api_key_made_by on people.api_key (made_by) where revoked_at is null;
