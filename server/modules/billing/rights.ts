import type { Rights } from '../../kernel/rights-table.ts'
import { approvingRoles, ownTeams, reach, readsDeals } from '../people/index.ts'

export const rights: Rights = {
  'billing.read': { roles: { ...reach('all', ...readsDeals), ...reach('team', ...ownTeams) }, reads: true },
  // what is of the whole company and of no single account: ledger, number series, runs
  'billing.books': { roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'auditor'), reads: true },
  'billing.sell': { roles: { ...reach('all', 'admin', 'bizops', 'finance', 'sales_manager'), ...reach('team', 'sales') } },
  // the door to a verdict; which verdicts, the role that the person holds says. Not even an administrator approves without one.
  'billing.approve': { roles: reach('all', ...approvingRoles), personal: true },
  'billing.bill': { roles: reach('all', 'admin', 'finance') },
  // a month of the books is final, or open again
  'billing.close': { roles: reach('all', 'admin', 'finance') },
  'billing.configure': { roles: reach('all', 'admin', 'finance') },
  'portal.pay': { portal: true, roles: reach('own', 'owner', 'billing') },
}
