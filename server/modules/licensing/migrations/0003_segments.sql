-- seats over the days of the contract as billing folded them: [{"from", "to", "seats"}]; null where it told only one number
alter table licensing.entitlement add column segments jsonb;
