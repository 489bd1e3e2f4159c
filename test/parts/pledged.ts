import type { Pledged } from '../../server/modules/strategy/rules/editorial.ts'

/** Recurring revenue grows from 4 to 6 within the fiscal year. */
export const pledgedRevenue: Pledged = {
  item_key: 'm1',
  kind: 'metric',
  metric_id: 'arr',
  metric_version: 1,
  filter: null,
  window: 'at',
  baseline: '4.00',
  target: '6.00',
  target_high: null,
  tolerance: null,
  direction: 'increase',
  due: '2027-01-31',
  resolve_by: null,
}
