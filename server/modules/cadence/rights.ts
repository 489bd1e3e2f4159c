import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach, staffRoles } from '../people/index.ts'

const takesPart = staffRoles.filter((role) => role !== 'auditor')

export const rights: Rights = {
  'cadence.read': { says: 'See series of meetings, agendas and minutes', roles: reach('all', ...everyone), reads: true },
  // series for the few; who belongs to one sees it without this
  'cadence.restricted': {
    says: 'See meetings for the few',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'auditor'),
    reads: true,
  },
  'cadence.write': { says: 'Take part in meetings, and run those that one leads or writes for', roles: reach('all', ...takesPart) },
  'cadence.plan': {
    says: 'Begin series, and change and run any of them',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive'),
  },
}
