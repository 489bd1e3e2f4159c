import type { Scope } from '../../../kernel/context.ts'

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

type Cells<Role extends string> = Partial<Record<Role, Scope>>

const everyone = staffRoles
/** Who looks after the accounts of the own team and of nobody. */
const teams = ['sales', 'success', 'partner_manager'] as const
const readsAccounts = [
  'admin',
  'bizops',
  'leadership',
  'executive',
  'finance',
  'sales_manager',
  'support',
  'legal',
  'privacy',
  'export_officer',
  'auditor',
] as const
const readsDeals = [
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

/**
 * The one authorization table: right × role → how far it reaches. No cell means no. It answers `may`, it filters lists, it is printed
 * at `GET /people/roles`, and tests walk it. A right in no row is a right that nobody has.
 */
export const staffRights = {
  'people.read': reach('all', ...everyone),
  'people.admin': reach('all', 'admin'),
  // who is invited, as what, by whom
  'people.invitations': reach('all', 'admin', 'auditor'),
  // who signed in, when and from where
  'people.sign_ins': reach('all', 'admin', 'it', 'security', 'auditor'),
  'house.history': reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'legal', 'security', 'privacy', 'auditor'),
  // the audit trail as a list, whoever it is about
  'house.trail': reach('all', 'admin', 'auditor'),
  // what was mailed, to whom; secrets in it are blanked for everyone
  'house.letters': reach('all', 'admin', 'auditor'),
  'customers.read': { ...reach('all', ...readsAccounts), ...reach('team', ...teams) },
  'customers.write': { ...reach('all', 'admin', 'bizops', 'finance', 'sales_manager'), ...reach('team', 'sales', 'success') },
  'billing.read': { ...reach('all', ...readsDeals), ...reach('team', ...teams) },
  // what is of the whole company and of no single account: ledger, number series, runs
  'billing.books': reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'auditor'),
  'billing.sell': { ...reach('all', 'admin', 'bizops', 'finance', 'sales_manager'), ...reach('team', 'sales') },
  // the door to a verdict; which verdicts, the role that the person holds says. Not even an administrator approves without one.
  'billing.approve': reach('all', ...approvingRoles),
  'billing.bill': reach('all', 'admin', 'finance'),
  // a month of the books is final, or open again
  'billing.close': reach('all', 'admin', 'finance'),
  'billing.configure': reach('all', 'admin', 'finance'),
  'licensing.read': { ...reach('all', ...readsDeals), ...reach('team', ...teams) },
  'licensing.issue': reach('all', 'admin', 'bizops'),
  'licensing.keys': reach('all', 'admin'),
  'data.read': reach('all', ...everyone),
  'data.explore': reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'marketing', 'data_engineer', 'auditor'),
  'data.steward': reach('all', 'admin', 'bizops', 'data_engineer'),
  'data.source': reach('all', 'admin', 'bizops', 'data_engineer'),
  'data.raw': reach('all', 'admin', 'bizops', 'data_engineer', 'auditor'),
  'strategy.read': reach('all', ...everyone),
  // plans for the few, and imports that nobody has confirmed yet
  'strategy.restricted': reach('all', 'admin', 'bizops', 'leadership', 'executive', 'finance', 'auditor'),
  'strategy.write': reach('all', 'admin', 'bizops', 'leadership', 'executive'),
  'strategy.import': reach('all', 'admin', 'bizops'),
} satisfies Record<string, Cells<StaffRole>>

/** The row of `service`: what no key may carry, whatever its owner is. A program appoints nobody and decides no deal. */
export const neverForKeys: readonly Right[] = ['people.admin', 'billing.approve']

export type Right = keyof typeof staffRights

/** The portal's rows of the table. `own` is the contact's own account: nothing in the portal reaches further. */
export const portalRights = {
  'portal.view': reach('own', 'owner', 'billing', 'technical'),
  'portal.buy': reach('own', 'owner'),
  'portal.pay': reach('own', 'owner', 'billing'),
} satisfies Record<string, Cells<ContactRole>>

/** Rights that change nothing: all that an auditor may have. */
export const readingRights: readonly Right[] = [
  'people.read',
  'people.invitations',
  'people.sign_ins',
  'house.history',
  'house.trail',
  'house.letters',
  'customers.read',
  'billing.read',
  'billing.books',
  'licensing.read',
  'data.read',
  'data.explore',
  'data.raw',
  'strategy.read',
  'strategy.restricted',
]

/** Is a line of the trail about signing in? These need `people.sign_ins`, whoever they are about but oneself. */
export function isSignIn(action: string): boolean {
  return /^(people\.(session|sign_in|password)|customers\.portal)\./.test(action)
}

/** The rights of several roles together; the widest reach wins. */
export function rightsOf(roles: readonly string[]): Map<string, Scope> {
  return gather(staffRights, roles)
}

/** The portal rights of a contact's roles; a contact without a role may look. */
export function rightsOfContact(roles: readonly string[]): Map<string, Scope> {
  const rights = gather(portalRights, roles)
  rights.set('portal.view', 'own')
  return rights
}

/** The rights of a person that a key was given, the person still has and a program may have: a key never outlives its owner's role. */
export function rightsOfKey(owner: ReadonlyMap<string, Scope>, given: readonly string[]): Map<string, Scope> {
  return new Map([...owner].filter(([right]) => given.includes(right) && !neverForKeys.some((never) => never === right)))
}

function gather(table: Record<string, Cells<string>>, roles: readonly string[]): Map<string, Scope> {
  const rights = new Map<string, Scope>()
  for (const [right, cells] of Object.entries(table)) {
    const scopes = roles.map((role) => cells[role]).filter((scope) => scope !== undefined)
    const widest = (['all', 'team', 'own'] as const).find((scope) => scopes.includes(scope))
    if (widest) rights.set(right, widest)
  }
  return rights
}

function reach<Role extends string>(scope: Scope, ...roles: Role[]): Cells<Role> {
  return Object.fromEntries(roles.map((role) => [role, scope])) as Cells<Role>
}
