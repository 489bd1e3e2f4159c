import { Refusal } from '../../../kernel/refusal.ts'

/** What becomes of keys of programs when somebody who may have the secret leaves or is suspended. */
export type KnownKeys = 'keep' | 'revoke'

type Turned = { person_id: string; owner_kind: string; revoked_at: Date | null; expires_at: Date }

/** One's own key, or a program's: somebody else's would let its new secret act in their name. An ended one is not made anew. */
export function fitRotation(key: Turned, actorId: string, now: Date): void {
  if (key.person_id !== actorId && key.owner_kind !== 'service') {
    throw new Refusal('forbidden', 'api_key.somebody_elses', 'This is a colleague’s own key: they make another, or you revoke it.')
  }
  if (key.revoked_at || key.expires_at <= now) {
    throw new Refusal('conflict', 'api_key.over', 'This key opens nothing any more. Make a new one.')
  }
}

/** When the old secret ends: after so many hours, never later than before. */
export function endOfRotated(end: Date, hours: number, now: Date): Date {
  return new Date(Math.min(end.getTime(), now.getTime() + hours * 3_600_000))
}

/** On a day that is ahead nobody has left yet: keys go on until then. */
export function fitPlanned(keys: KnownKeys, name: string): void {
  if (keys === 'keep') return
  throw new Refusal('refused', 'api_key.not_yet', `${name} is still with us. Revoke the keys now one by one, or when the last day is over.`)
}

/** Who is told of a key: who answers for its program, else the administrators; never the one who left. */
export function toldOf(key: { answers_id: string | null }, knower: string, admins: readonly string[]): string[] {
  const asked = key.answers_id && key.answers_id !== knower ? [key.answers_id] : admins
  return asked.filter((id) => id !== knower)
}
