-- The list of documents opens with the newest by their day, the id between equals.
create index document_issued on billing.document (issue_day, id);
