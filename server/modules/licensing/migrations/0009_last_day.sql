-- Lists are sorted by the last day on which a licence is valid.
create index licence_last_day on licensing.licence ((ends_on - 1), id);
