create trigger words_kept after insert or update of customer_name on licensing.licence
  for each row execute function kernel.keep_words('customer_name');
select kernel.gather_words();
