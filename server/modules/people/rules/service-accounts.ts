import { Refusal } from '../../../kernel/refusal.ts'

/** A program appoints nobody: `service_account.never_admin`. */
export function fitProgramRoles(kind: string, roles: readonly string[]): void {
  if (kind === 'service' && roles.includes('admin')) {
    throw new Refusal('refused', 'service_account.never_admin', 'A service account is no administrator. Choose roles for what it does.')
  }
}

/** What only a person has – initials, a manager, a country – no program gets: `service_account.not_a_person`. */
export function needPerson(kind: string): void {
  if (kind !== 'service') return
  throw new Refusal('refused', 'service_account.not_a_person', 'This is a service account: change its name, purpose or owner instead.')
}

/** The other way round. */
export function needProgram(kind: string): void {
  if (kind === 'service') return
  throw new Refusal('missing', 'service_account.unknown', 'There is no such service account.')
}
