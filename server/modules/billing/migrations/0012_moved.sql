-- readers of the published views read only what moved; a run touches a contract without moving what the views show of it
select kernel.watch_view('billing.public_contract_items', 'billing.contract_item', 'contract_id', 'r.contract_id');
select kernel.watch_view('billing.public_contract_items', 'billing.contract', 'contract_id', 'r.id',
  '{id, number, account_id, entity_id, currency, term_start, end_day}', false);
select kernel.watch_view('billing.public_contract_items', 'billing.legal_entity', '*', '', '{id, code}', false);
select kernel.watch_view('billing.public_contract_items', 'billing.product', '*', '', '{id, code, class, family}', false);

select kernel.watch_view('billing.public_orders', 'billing.order', 'id', 'r.id');
select kernel.watch_view('billing.public_orders', 'billing.quote', 'quote', 'r.number',
  '{id, number, kind, channel, currency, totals, lane, entity_id}', false);
select kernel.watch_view('billing.public_orders', 'billing.legal_entity', '*', '', '{id, zone}', false);
select kernel.watch_view('billing.public_orders', 'billing.contract', '*', '', '{id, number}', false);

select kernel.watch_view('billing.public_invoices', 'billing.document', 'id', 'r.id');
select kernel.watch_view('billing.public_invoices', 'billing.document_balance', 'id', 'r.document_id');
select kernel.watch_view('billing.public_invoices', 'billing.legal_entity', '*', '', '{id, code}', false);
select kernel.watch_view('billing.public_invoices', 'billing.contract', '*', '', '{id, number}', false);
