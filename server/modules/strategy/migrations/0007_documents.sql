-- A plan's document holds all its lines, also those that are not for anyone: it is found by colleagues, whether the plan is published or not.
update kernel.search_document set audience = 'internal' where room = 'strategy' and kind = 'plan' and audience = 'public';
