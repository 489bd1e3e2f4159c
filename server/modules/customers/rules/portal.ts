import { Refusal } from '../../../kernel/refusal.ts'

/**
 * A code lives 10 minutes and bears 5 wrong tries of those who asked for it, and 5 of all others together: a stranger's guesses use up
 * nothing of its owner's. A mailbox gets at most 3 letters in 15 minutes; who asks for more joins those who asked for the last ones.
 */
export const codeLife = { minutes: 10, tries: 5, letters: 3, letterMinutes: 15, askers: 10 }

/** A portal session dies 12 hours after its last use and 7 days after it began. */
export const portalLife = { idleHours: 12, absoluteDays: 7, refreshMinutes: 5 }

type Tried = { expiresAt: Date; endedAt: Date | null; tries: number; strayTries: number; askers: readonly string[] }

/** Whether a code can still be tried from a source. */
export function codeLives(code: Tried, source: string, now: Date): boolean {
  const wrong = code.askers.includes(source) ? code.tries : code.strayTries
  return !code.endedAt && code.expiresAt > now && wrong < codeLife.tries
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
