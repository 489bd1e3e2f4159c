import { Refusal } from '../../../kernel/refusal.ts'

/** Sign-in tries: 10 in 15 minutes for an address and e-mail, 50 for an e-mail from anywhere. Never a lasting lock. */
export const signInLimits = { minutes: 15, perAddressAndEmail: 10, perEmail: 50 }

/** A session dies 12 hours after its last use and 7 days after sign-in, whatever its use. */
export const sessionLife = { idleHours: 12, absoluteDays: 7, refreshMinutes: 5 }

/** An invitation is open for 7 days, a password link for 60 minutes. */
export const linkLife = { invitationDays: 7, resetMinutes: 60 }

/** Refuses when a window already holds as many tries as it may. */
export function stopGuessing(tries: { here: number; anywhere: number }): void {
  if (tries.here >= signInLimits.perAddressAndEmail || tries.anywhere >= signInLimits.perEmail) {
    throw new Refusal(
      'busy',
      'sign_in.too_many',
      `Too many tries. Wait ${signInLimits.minutes} minutes, or set a new password by e-mail.`,
      {
        facts: { retry_after_s: signInLimits.minutes * 60 },
      },
    )
  }
}

/** Whether a session still opens doors: not ended, used lately, not older than a week, its person still with us. */
export function sessionLives(session: { expiresAt: Date; createdAt: Date; endedAt: Date | null; leftAt: Date | null }, now: Date): boolean {
  if (session.endedAt || session.leftAt) return false
  return session.expiresAt > now && now.getTime() - session.createdAt.getTime() < sessionLife.absoluteDays * 86_400_000
}

/** The new end of a session that was just used, or nothing while it was refreshed a moment ago. */
export function refreshedEnd(expiresAt: Date, now: Date): Date | undefined {
  const end = new Date(now.getTime() + sessionLife.idleHours * 3_600_000)
  return end.getTime() - expiresAt.getTime() > sessionLife.refreshMinutes * 60_000 ? end : undefined
}
