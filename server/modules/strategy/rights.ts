import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach, staffRoles } from '../people/index.ts'

const takesPart = staffRoles.filter((role) => role !== 'auditor')

export const rights: Rights = {
  'strategy.read': { says: 'See plans and their measures', roles: reach('all', ...everyone), reads: true },
  // plans for the few, and imports that nobody has confirmed yet
  'strategy.restricted': {
    says: 'See plans for the few',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'auditor'),
    reads: true,
  },
  'strategy.write': { says: 'Write plans and measures', roles: reach('all', 'admin', 'bizops', 'leadership', 'executive') },
  'strategy.take_part': { says: 'Submit, close and vet the plans that one answers for or decides on', roles: reach('all', ...takesPart) },
  'strategy.publish': { says: 'Show the public part of plans to anyone', roles: reach('all', 'admin', 'leadership', 'executive') },
  'strategy.budget': { says: 'Keep the budgets of all plans', roles: reach('all', 'admin', 'bizops', 'finance') },
  'strategy.waive': { says: 'Accept in writing that plans do not fit', roles: reach('all', 'admin', 'bizops') },
  'strategy.import': { says: 'Bring plans in from files', roles: reach('all', 'admin', 'bizops') },
}
