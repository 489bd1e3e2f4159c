import type { Scope } from '../../../kernel/context.ts'

/** What a colleague may be; a person may be several. */
export const staffRoles = ['admin', 'bizops', 'leadership', 'finance', 'sales', 'success', 'member', 'auditor'] as const
export type StaffRole = (typeof staffRoles)[number]

/** What a customer's contact may be in the portal. */
export const contactRoles = ['owner', 'billing', 'technical'] as const
export type ContactRole = (typeof contactRoles)[number]

/** Each role in one sentence, as the roles page prints it. */
export const roleSays: Record<StaffRole | ContactRole, string> = {
  admin: 'Runs the house: people, roles, keys and settings, and everything else.',
  bizops: 'Runs the business: customers, orders, licences, data and plans.',
  leadership: 'Reads everything that is not personal to staff and writes plans.',
  finance: 'Bills, collects and sets up what is sold.',
  sales: 'Sells to the accounts of the own team and to those that nobody owns.',
  success: 'Looks after the accounts of the own team and those that nobody owns.',
  member: 'Reads plans and figures; every employee is one.',
  auditor: 'Reads everything and changes nothing.',
  owner: 'Buys, pays and invites for the own company.',
  billing: 'Sees and pays the own company’s invoices.',
  technical: 'Downloads the own company’s licences.',
}

type Cells<Role extends string> = Partial<Record<Role, Scope>>

/**
 * The one authorization table: right × role → how far it reaches. No cell means no. It answers `may`, it filters lists, it is printed
 * at `GET /people/roles`, and tests walk it. A right in no row is a right that nobody has.
 */
export const staffRights = {
  'people.read': reach('all', 'admin', 'bizops', 'leadership', 'finance', 'sales', 'success', 'member', 'auditor'),
  'people.admin': reach('all', 'admin'),
  // who signed in, when and from where
  'people.sign_ins': reach('all', 'admin', 'auditor'),
  'house.history': reach('all', 'admin', 'bizops', 'leadership', 'finance', 'auditor'),
  'customers.read': { ...reach('all', 'admin', 'bizops', 'leadership', 'finance', 'auditor'), ...reach('team', 'sales', 'success') },
  'customers.write': { ...reach('all', 'admin', 'bizops', 'finance'), ...reach('team', 'sales', 'success') },
  'billing.read': { ...reach('all', 'admin', 'bizops', 'leadership', 'finance', 'auditor'), ...reach('team', 'sales', 'success') },
  // what is of the whole company and of no single account: ledger, number series, runs
  'billing.books': reach('all', 'admin', 'bizops', 'leadership', 'finance', 'auditor'),
  'billing.sell': { ...reach('all', 'admin', 'bizops', 'finance'), ...reach('team', 'sales') },
  'billing.bill': reach('all', 'admin', 'finance'),
  'billing.configure': reach('all', 'admin', 'finance'),
  'licensing.read': { ...reach('all', 'admin', 'bizops', 'leadership', 'finance', 'auditor'), ...reach('team', 'sales', 'success') },
  'licensing.issue': reach('all', 'admin', 'bizops'),
  'licensing.keys': reach('all', 'admin'),
  'data.read': reach('all', 'admin', 'bizops', 'leadership', 'finance', 'sales', 'success', 'member', 'auditor'),
  'data.explore': reach('all', 'admin', 'bizops', 'leadership', 'finance', 'auditor'),
  'data.steward': reach('all', 'admin', 'bizops'),
  'data.source': reach('all', 'admin', 'bizops'),
  'data.raw': reach('all', 'admin', 'bizops', 'auditor'),
  'strategy.read': reach('all', 'admin', 'bizops', 'leadership', 'finance', 'sales', 'success', 'member', 'auditor'),
  'strategy.write': reach('all', 'admin', 'bizops', 'leadership'),
  'strategy.import': reach('all', 'admin', 'bizops'),
} satisfies Record<string, Cells<StaffRole>>

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
  'people.sign_ins',
  'house.history',
  'customers.read',
  'billing.read',
  'billing.books',
  'licensing.read',
  'data.read',
  'data.explore',
  'data.raw',
  'strategy.read',
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

/** The rights of a person that a key was given and the person still has: a key never outlives its owner's role. */
export function rightsOfKey(owner: ReadonlyMap<string, Scope>, given: readonly string[]): Map<string, Scope> {
  return new Map([...owner].filter(([right]) => given.includes(right)))
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
