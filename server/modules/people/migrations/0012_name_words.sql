-- Colleagues are found although their name is written with a slip of the hand, as customers are.
create trigger words_kept after insert or update of name on people.person
  for each row execute function kernel.keep_words('name');
select kernel.gather_words();
