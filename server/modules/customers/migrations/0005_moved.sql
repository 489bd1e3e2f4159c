-- readers of the published view read only what moved
select kernel.watch_view('customers.public_accounts', 'customers.account', 'id', 'r.id');
