-- what this room publishes, and no table of it, may be read by the reading role
select kernel.publish('customers.public_accounts');
