import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach } from '../people/index.ts'

export const rights: Rights = {
  'strategy.read': { roles: reach('all', ...everyone), reads: true },
  // plans for the few, and imports that nobody has confirmed yet
  'strategy.restricted': { roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'auditor'), reads: true },
  'strategy.write': { roles: reach('all', 'admin', 'bizops', 'leadership', 'executive') },
  'strategy.import': { roles: reach('all', 'admin', 'bizops') },
}
