import type { Rights } from '../../kernel/rights-table.ts'
import { ownTeams, reach, readsDeals } from '../people/index.ts'

export const rights: Rights = {
  // who reads deals reads whose they are; privacy knows whose data we hold
  'customers.read': {
    says: 'See accounts and their contacts',
    roles: { ...reach('all', ...readsDeals, 'privacy'), ...reach('team', ...ownTeams) },
    reads: true,
  },
  'customers.write': {
    says: 'Add and change accounts and contacts',
    roles: { ...reach('all', 'admin', 'bizops', 'finance', 'sales_manager'), ...reach('team', 'sales', 'success') },
  },
  'customers.segments': { says: 'Change from how many employees a segment begins', roles: reach('all', 'admin', 'bizops') },
  'portal.view': {
    says: 'See the own contracts, invoices and licences',
    portal: true,
    roles: reach('own', 'owner', 'billing', 'technical'),
    reads: true,
  },
  'portal.buy': { says: 'Buy, add seats and renew', portal: true, roles: reach('own', 'owner') },
}
