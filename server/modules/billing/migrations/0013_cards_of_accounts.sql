-- whose card a provider's token is: it pays for the account of the contact who entered it and for nobody else
create table billing.card_token (
  sha char(64) primary key,
  account_id uuid not null,
  created_at timestamptz not null,
  created_by text not null
);

-- the card of this try takes the place of the contract's stored one once it has paid
alter table billing.payment_intent add column keep_card boolean;
-- an invoice is asked for once at a time
create unique index payment_intent_of_document on billing.payment_intent (document_id)
  where document_id is not null and state in ('processing', 'needs_method');
