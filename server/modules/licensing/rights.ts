import type { Rights } from '../../kernel/rights-table.ts'
import { ownTeams, reach, readsDeals } from '../people/index.ts'

export const rights: Rights = {
  'licensing.read': {
    says: 'See licences and fetch their files',
    roles: { ...reach('all', ...readsDeals), ...reach('team', ...ownTeams) },
    reads: true,
  },
  'licensing.issue': { says: 'Issue licences and change what they allow', roles: reach('all', 'admin', 'bizops') },
  'licensing.keys': { says: 'Make and retire the keys that sign licences', roles: reach('all', 'admin') },
}
