import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach } from '../people/index.ts'

export const rights: Rights = {
  'data.read': { roles: reach('all', ...everyone), reads: true },
  'data.explore': {
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'marketing', 'data_engineer', 'auditor'),
    reads: true,
  },
  'data.steward': { roles: reach('all', 'admin', 'bizops', 'data_engineer') },
  'data.source': { roles: reach('all', 'admin', 'bizops', 'data_engineer') },
  'data.raw': { roles: reach('all', 'admin', 'bizops', 'data_engineer', 'auditor'), reads: true },
}
