-- what this room publishes, and no table of it, may be read by the reading role
select kernel.publish('strategy.public_items');
select kernel.publish('strategy.public_measures');
select kernel.publish('strategy.public_plans');
select kernel.publish('strategy.public_readings');
