import { Refusal } from '../../../kernel/refusal.ts'

/**
 * Wrong tries at sign-in count against where they come from, never against whom they name: 10 in an hour from one source, then a wait
 * that doubles with each further one, 15 minutes at most. It is a delay and no lock, and nobody else's tries make it longer.
 */
export const signInLimits = { minutes: 60, free: 10, mostWaitMinutes: 15 }

/** At most three letters with a way in go to one mailbox in 15 minutes, whoever asks. */
export const letterLimits = { minutes: 15, letters: 3 }

/** A session dies 12 hours after its last use and 7 days after sign-in, whatever its use. */
export const sessionLife = { idleHours: 12, absoluteDays: 7, refreshMinutes: 5 }

/** An invitation is open for 7 days, a password link for 60 minutes. */
export const linkLife = { invitationDays: 7, resetMinutes: 60 }

/** Refuses while the wait after the last wrong tries of a source is not over (`sign_in.too_many`). */
export function stopGuessing(tries: { wrong: number; last: Date | undefined }, now: Date): void {
  const wait = waitAfter(tries.wrong)
  const left = tries.last ? tries.last.getTime() + wait * 60_000 - now.getTime() : 0
  if (left <= 0) return
  const seconds = Math.ceil(left / 1000)
  throw new Refusal(
    'busy',
    'sign_in.too_many',
    `Too many wrong tries from here. Wait ${Math.ceil(seconds / 60)} min, or set a new password by e-mail.`,
    {
      facts: { retry_after_s: seconds },
    },
  )
}

/** Minutes to wait after so many wrong tries in the window: 0 … 0, 1, 2, 4, 8, 15. */
export function waitAfter(wrong: number): number {
  const over = wrong - signInLimits.free
  return over < 0 ? 0 : Math.min(2 ** Math.min(over, 10), signInLimits.mostWaitMinutes)
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
