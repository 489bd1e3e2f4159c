import type { Rights } from '../../kernel/rights-table.ts'
import { approvingRoles, ownTeams, reach, readsDeals } from '../people/index.ts'

export const rights: Rights = {
  'billing.read': {
    says: 'See contracts, quotes, orders and invoices',
    roles: { ...reach('all', ...readsDeals), ...reach('team', ...ownTeams) },
    reads: true,
  },
  // what is of the whole company and of no single account: ledger, number series, runs
  'billing.books': {
    says: 'See the ledger, number series and billing runs',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'auditor'),
    reads: true,
  },
  'billing.sell': {
    says: 'Make and offer quotes, change contracts',
    roles: { ...reach('all', 'admin', 'bizops', 'finance', 'sales_manager'), ...reach('team', 'sales') },
  },
  // the door to a verdict; which verdicts, the role that the person holds says. Not even an administrator approves without one.
  'billing.approve': { says: 'Approve a deal in the name of a role', roles: reach('all', ...approvingRoles), personal: true },
  'billing.bill': { says: 'Record payments and refunds, run billing', roles: reach('all', 'admin', 'finance') },
  // a month of the books is final, or open again
  'billing.close': { says: 'Close a month of the books, or open it again', roles: reach('all', 'admin', 'finance') },
  'billing.configure': { says: 'Change companies, products, prices and terms', roles: reach('all', 'admin', 'finance') },
  'portal.pay': { says: 'Pay invoices, change cards, address and tax id', portal: true, roles: reach('own', 'owner', 'billing') },
}
