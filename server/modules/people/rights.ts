import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach } from './rules/roles.ts'

/** Our own rights, and those of the desks that belong to no room: history, trail, letters. */
export const rights: Rights = {
  'people.read': { roles: reach('all', ...everyone), reads: true },
  'people.admin': { roles: reach('all', 'admin'), personal: true },
  // who is invited, as what, by whom
  'people.invitations': { roles: reach('all', 'admin', 'auditor'), reads: true },
  // who signed in, when and from where
  'people.sign_ins': { roles: reach('all', 'admin', 'it', 'security', 'auditor'), reads: true },
  'house.history': {
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'legal', 'security', 'privacy', 'auditor'),
    reads: true,
  },
  // the audit trail as a list, whoever it is about
  'house.trail': { roles: reach('all', 'admin', 'auditor'), reads: true },
  // what was mailed, to whom; secrets in it are blanked for everyone
  'house.letters': { roles: reach('all', 'admin', 'auditor'), reads: true },
  // who is told of events outside, and what came of it
  'house.webhooks': { roles: reach('all', 'admin', 'it', 'auditor'), reads: true },
  // webhooks, and other ways between the house and other systems
  'house.connect': { roles: reach('all', 'admin'), personal: true },
}
