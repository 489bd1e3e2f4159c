create trigger words_kept after insert or update of legal_name on billing.profile for each row execute function kernel.keep_words('legal_name');
select kernel.gather_words();
