import type { Rights } from '../../kernel/rights-table.ts'
import { ownTeams, reach, readsDeals } from '../people/index.ts'

export const rights: Rights = {
  // who reads deals reads whose they are; privacy knows whose data we hold
  'customers.read': { roles: { ...reach('all', ...readsDeals, 'privacy'), ...reach('team', ...ownTeams) }, reads: true },
  'customers.write': { roles: { ...reach('all', 'admin', 'bizops', 'finance', 'sales_manager'), ...reach('team', 'sales', 'success') } },
  'portal.view': { portal: true, roles: reach('own', 'owner', 'billing', 'technical'), reads: true },
  'portal.buy': { portal: true, roles: reach('own', 'owner') },
}
