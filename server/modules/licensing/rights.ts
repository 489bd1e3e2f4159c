import type { Rights } from '../../kernel/rights-table.ts'
import { ownTeams, reach, readsDeals } from '../people/index.ts'

export const rights: Rights = {
  'licensing.read': { roles: { ...reach('all', ...readsDeals), ...reach('team', ...ownTeams) }, reads: true },
  'licensing.issue': { roles: reach('all', 'admin', 'bizops') },
  'licensing.keys': { roles: reach('all', 'admin') },
}
