import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach } from '../people/index.ts'

export const rights: Rights = {
  'data.read': { says: 'See figures and the rows behind them', roles: reach('all', ...everyone), reads: true },
  'data.explore': {
    says: 'Ask for figures of one’s own choice',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'marketing', 'data_engineer', 'auditor'),
    reads: true,
  },
  'data.steward': { says: 'Look after the definitions of figures', roles: reach('all', 'admin', 'bizops', 'data_engineer') },
  'data.source': { says: 'Connect sources of events', roles: reach('all', 'admin', 'bizops', 'data_engineer') },
  'data.raw': {
    says: 'See events as they came, and what was refused',
    roles: reach('all', 'admin', 'bizops', 'data_engineer', 'auditor'),
    reads: true,
  },
}
