import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach, staffRoles } from '../people/index.ts'

const writes = staffRoles.filter((role) => role !== 'auditor')

export const rights: Rights = {
  'handbook.read': { says: 'Read the handbook', roles: reach('all', ...everyone), reads: true },
  // pages and parts for the few; members of their groups and those who keep a page read them without this
  'handbook.restricted': { says: 'Read pages for the few', roles: reach('all', 'admin', 'bizops', 'auditor'), reads: true },
  'handbook.trained': {
    says: 'See who knows which procedure',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'auditor'),
    reads: true,
  },
  'handbook.write': { says: 'Write pages, and keep one’s own', roles: reach('all', ...writes) },
  'handbook.maintain': { says: 'Keep any page, and publish for everyone', roles: reach('all', 'admin', 'bizops') },
  'handbook.follow': { says: 'Follow procedures, and say what went wrong', roles: reach('all', ...writes) },
}
