-- What bytes say, for whoever looks a person up in them: UTF-8 as it is read, with the escapes of JSON undone beside it; else Latin-1.
create function kernel.bytes_text(raw bytea) returns text language plpgsql immutable strict parallel safe as $$
declare
  bare bytea := raw;
  said text;
begin
  -- a zero byte is no letter of any text here
  if position('\x00'::bytea in raw) > 0 then
    bare := decode(replace(replace(encode(raw, 'escape'), '\\', '/'), '\000', ' '), 'escape');
  end if;
  begin
    said := convert_from(bare, 'UTF8');
  exception when others then
    return convert_from(bare, 'LATIN1');
  end;
  if position('\u' in said) = 0 then return said; end if;
  begin
    return said || ' ' || said::jsonb::text;
  exception when others then
    return said;
  end;
end $$;
