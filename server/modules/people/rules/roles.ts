import type { Scope } from '../../../kernel/context.ts'
import type { RightRow, Rights } from '../../../kernel/rights-table.ts'

/** What a colleague may be; a person may be several. */
export const staffRoles = [
  'admin',
  'bizops',
  'leadership',
  'executive',
  'finance',
  'sales_manager',
  'sales',
  'success',
  'support',
  'marketing',
  'legal',
  'it',
  'security',
  'privacy',
  'data_engineer',
  'export_officer',
  'partner_manager',
  'member',
  'auditor',
] as const
export type StaffRole = (typeof staffRoles)[number]

/** What a customer's contact may be in the portal. */
export const contactRoles = ['owner', 'billing', 'technical'] as const
export type ContactRole = (typeof contactRoles)[number]

/** Each role in one sentence, as the roles page prints it: what it may in the rooms of today. */
export const roleSays: Record<StaffRole | ContactRole | 'service', string> = {
  admin: 'Runs the house: people, roles, keys and settings, and every other right but approving deals.',
  bizops: 'Runs the business: customers, orders, licences, data and plans.',
  leadership: 'Reads everything that is not personal to staff and writes plans.',
  executive: 'Decides what cannot be taken back; approves deals where the lane asks for an executive, and reads what leadership reads.',
  finance: 'Bills, collects and sets up what is sold; approves deals where the lane asks for finance.',
  sales_manager: 'Sells to every account and approves the deals of others where the lane asks for a sales manager.',
  sales: 'Sells to the accounts of the own team and to those that nobody owns.',
  success: 'Looks after the accounts of the own team and those that nobody owns.',
  support: 'Helps customers: reads accounts, contracts and licences.',
  marketing: 'Reads plans and figures, and explores them.',
  legal: 'Reads customers, contracts and their history; approves deals where the lane asks for legal.',
  it: 'Looks after access: reads who signed in, when and from where.',
  security: 'Reads who signed in and the history of what it may see.',
  privacy: 'Reads whose data we hold and who touched it.',
  data_engineer: 'Connects sources, looks after metrics and reads raw events.',
  export_officer: 'Reads customers, deals and licences; approves deals where the lane asks for export control.',
  partner_manager: 'Looks after the accounts of the own team and reads their deals.',
  member: 'Reads plans and figures; every employee is one.',
  auditor: 'Reads everything and changes nothing.',
  service: 'A program with a key: what its owner may, but never people, roles, keys or approvals.',
  owner: 'Buys, pays and invites for the own company.',
  billing: 'Sees and pays the own company’s invoices.',
  technical: 'Downloads the own company’s licences.',
}

/** Roles in whose name a deal may be approved; a lane names them, a person holds them. */
export const approvingRoles: readonly StaffRole[] = ['sales_manager', 'finance', 'legal', 'executive', 'export_officer']

/** Everybody who works here. */
export const everyone = staffRoles
/** Who looks after the accounts of the own team and of nobody. */
export const ownTeams = ['sales', 'success', 'partner_manager'] as const
/** Who reads what customers have bought, whoever looks after them. */
export const readsDeals = [
  'admin',
  'bizops',
  'leadership',
  'executive',
  'finance',
  'sales_manager',
  'support',
  'legal',
  'export_officer',
  'auditor',
] as const

/** The cells of a row: these roles, so far. `own` is the contact's own account: nothing in the portal reaches further. */
export function reach(scope: Scope, ...roles: readonly (StaffRole | ContactRole)[]): Record<string, Scope> {
  return Object.fromEntries(roles.map((role) => [role, scope]))
}

/** What no key may carry, whatever its owner is: a program appoints nobody and decides no deal. */
export function neverForKeys(table: Rights): string[] {
  return Object.keys(table).filter((right) => table[right]?.personal)
}

/** Actions of the trail that are about signing in: they need `people.sign_ins`, whoever they are about but oneself. */
export const signIns = ['people.session.', 'people.sign_in.', 'people.password.']

/** The rights of several roles together; the widest reach wins. */
export function rightsOf(table: Rights, roles: readonly string[]): Map<string, Scope> {
  return gather(table, roles, (row) => !row.portal)
}

/** The portal rights of a contact's roles; a contact without a role may look. */
export function rightsOfContact(table: Rights, roles: readonly string[]): Map<string, Scope> {
  const rights = gather(table, roles, (row) => row.portal === true)
  rights.set('portal.view', 'own')
  return rights
}

/**
 * The rights that a key was given, its owner still has and a program may have, each as far as both reach: it never outlives its owner's
 * role, and never grows with it. `reaches` are those of the day it was made; without them those of its owner count.
 */
export function rightsOfKey(
  table: Rights,
  owner: ReadonlyMap<string, Scope>,
  { rights, reaches }: { rights: readonly string[]; reaches: Readonly<Record<string, Scope>> | null },
): Map<string, Scope> {
  const given = [...owner].filter(([right]) => rights.includes(right) && !table[right]?.personal)
  return new Map(
    given.flatMap(([right, scope]) => {
      const made = reaches ? reaches[right] : scope
      return made ? [[right, nearer(scope, made)] as const] : []
    }),
  )
}

function nearer(one: Scope, other: Scope): Scope {
  return widestFirst.indexOf(one) < widestFirst.indexOf(other) ? other : one
}

/** Those of some rights that somebody has as well, and as far: who reaches their team's things gets nobody everything. */
export function within(mine: ReadonlyMap<string, Scope>, some: ReadonlyMap<string, Scope>): Set<string> {
  const far = (scope: Scope | undefined) => (scope ? widestFirst.indexOf(scope) : widestFirst.length)
  return new Set([...some].filter(([right, scope]) => far(mine.get(right)) <= far(scope)).map(([right]) => right))
}

const widestFirst: readonly Scope[] = ['all', 'team', 'own']

function gather(table: Rights, roles: readonly string[], fits: (row: RightRow) => boolean): Map<string, Scope> {
  const rights = new Map<string, Scope>()
  for (const [right, row] of Object.entries(table)) {
    if (!fits(row)) continue
    const scopes = roles.flatMap((role) => (Object.hasOwn(row.roles, role) ? [row.roles[role]] : []))
    const widest = widestFirst.find((scope) => scopes.includes(scope))
    if (widest) rights.set(right, widest)
  }
  return rights
}
