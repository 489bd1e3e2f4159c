create trigger words_kept after insert or update of name, legal_name, domain on customers.account
  for each row execute function kernel.keep_words('name', 'legal_name', 'domain');
create trigger words_kept after insert or update of name, email_key on customers.contact
  for each row execute function kernel.keep_words('name', 'email_key');
select kernel.gather_words();
