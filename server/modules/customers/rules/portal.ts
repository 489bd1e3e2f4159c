import { Refusal } from '../../../kernel/refusal.ts'

/** A code lives 10 minutes and bears 5 tries; a contact gets at most 5 codes in an hour. */
export const codeLife = { minutes: 10, tries: 5, perHour: 5 }

/** A portal session dies 12 hours after its last use and 7 days after it began. */
export const portalLife = { idleHours: 12, absoluteDays: 7, refreshMinutes: 5 }

/** Whether a code can still be tried. */
export function codeLives(code: { expiresAt: Date; endedAt: Date | null; tries: number }, now: Date): boolean {
  return !code.endedAt && code.expiresAt > now && code.tries < codeLife.tries
}

export function portalSessionLives(
  session: { expiresAt: Date; createdAt: Date; endedAt: Date | null; removedAt: Date | null },
  now: Date,
): boolean {
  if (session.endedAt || session.removedAt) return false
  return session.expiresAt > now && now.getTime() - session.createdAt.getTime() < portalLife.absoluteDays * 86_400_000
}

/** An account must keep somebody who may buy and invite. `owners` are the open contacts with that role before the change. */
export function keepAnOwner(owners: readonly string[], leaving: string): void {
  if (owners.length === 1 && owners[0] === leaving) {
    throw new Refusal(
      'refused',
      'customers.contact.last_owner',
      'This is the last owner of the account. Make somebody else an owner first.',
    )
  }
}
