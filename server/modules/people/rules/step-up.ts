import { Refusal } from '../../../kernel/refusal.ts'

/** A proof opens roles and keys for so long. */
export const stepUpMinutes = 5

/** Was the password or a code given lately? A session alone is a browser that somebody left open. Refuses `step_up.needed`. */
export function requireFreshProof(provedAt: Date | undefined, now: Date): void {
  if (provedAt && now.getTime() - provedAt.getTime() < stepUpMinutes * 60_000) return
  throw new Refusal('forbidden', 'step_up.needed', 'Confirm that it is you: give your password or a code of your authenticator app.')
}
