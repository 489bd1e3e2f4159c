-- readers of the published view read only what moved
select kernel.watch_view('licensing.public_licences', 'licensing.licence', 'licence_id', 'r.id');
select kernel.watch_view('licensing.public_licences', 'licensing.licence_source', 'licence_id', 'r.licence_id');
select kernel.watch_view('licensing.public_licences', 'licensing.entitlement', 'subscription_number', 'r.subscription_number',
  '{id, subscription_number, contract_number, order_number}', false);
