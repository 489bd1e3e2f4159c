import type { Rights } from '../../kernel/rights-table.ts'
import { everyone, reach } from './rules/roles.ts'

/** Our own rights, and those of the desks that belong to no room: history, trail, letters. */
export const rights: Rights = {
  'people.read': { says: 'See colleagues, teams and roles', roles: reach('all', ...everyone), reads: true },
  'people.admin': { says: 'Appoint and let go colleagues, make keys for others', roles: reach('all', 'admin'), personal: true },
  // never for a program: it is about who is asked in one's place
  'people.delegate': {
    says: 'Say who stands in while one is away',
    roles: { ...reach('own', ...everyone.filter((role) => role !== 'auditor')), ...reach('all', 'admin') },
    personal: true,
  },
  'people.restricted': { says: 'See restricted groups without being in them', roles: reach('all', 'admin', 'auditor'), reads: true },
  // who is invited, as what, by whom
  'people.invitations': { says: 'See who is invited', roles: reach('all', 'admin', 'auditor'), reads: true },
  'people.hand_overs': { says: 'See what a leaver was responsible for', roles: reach('all', 'admin', 'auditor'), reads: true },
  // who signed in, when and from where
  'people.sign_ins': {
    says: 'See who signed in, when and from where',
    roles: reach('all', 'admin', 'it', 'security', 'auditor'),
    reads: true,
  },
  'house.history': {
    says: 'See who changed what about a thing',
    roles: reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'legal', 'security', 'privacy', 'auditor'),
    reads: true,
  },
  'house.comment': {
    says: 'Comment on what one may see, and share views of it',
    roles: reach('all', ...everyone.filter((role) => role !== 'auditor')),
  },
  // a person needs no right for what is their own; a key was given some of it, or was not
  'house.desk': { says: 'See and order one’s own inbox, favourites, boards and views', roles: reach('all', ...everyone), reads: true },
  // the audit trail as a list, whoever it is about
  'house.trail': { says: 'See the whole trail of changes', roles: reach('all', 'admin', 'auditor'), reads: true },
  // what was mailed, to whom; secrets in it are blanked for everyone
  'house.letters': { says: 'See what was mailed, and to whom', roles: reach('all', 'admin', 'auditor'), reads: true },
  // who is told of events outside, and what came of it
  'house.webhooks': { says: 'See which systems are told of events', roles: reach('all', 'admin', 'it', 'auditor'), reads: true },
  // how far long work is; whether it goes on
  'house.jobs': {
    says: 'See how far long work is',
    roles: reach('all', 'admin', 'bizops', 'finance', 'data_engineer', 'it', 'auditor'),
    reads: true,
  },
  'house.operate': { says: 'Stop long work', roles: reach('all', 'admin', 'bizops', 'finance') },
  // one person out of every room, for good: never for a program
  'house.erase': { says: 'Erase a person out of every room', roles: reach('all', 'admin', 'privacy'), personal: true },
  // webhooks, and other ways between the house and other systems
  'house.connect': { says: 'Connect systems that are told of events', roles: reach('all', 'admin'), personal: true },
}
