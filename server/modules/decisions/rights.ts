import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach, staffRoles } from '../people/index.ts'

const takesPart = staffRoles.filter((role) => role !== 'auditor')

export const rights: Rights = {
  'decisions.read': { says: 'See decisions and actions', roles: reach('all', ...everyone), reads: true },
  // what is for the few; whoever takes part or is told sees it without this
  'decisions.restricted': {
    says: 'See decisions for the few',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'auditor'),
    reads: true,
  },
  'decisions.write': { says: 'Open decisions, answer, decide what one was named for, and keep actions', roles: reach('all', ...takesPart) },
  'decisions.policy': { says: 'Say how the house decides', roles: reach('all', 'admin', 'bizops') },
}
