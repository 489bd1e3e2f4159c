/** Where a licence stands at an instant. Only issuing is a row; the rest follows from dates and from newer serials of its line. */
export const licenceStates = ['not_started', 'active', 'expiring', 'grace', 'limited', 'terminated', 'superseded'] as const
export type LicenceState = (typeof licenceStates)[number]

/** A licence is shown as expiring when so many days are left. */
export const expiringDays = 60
const dayMs = 86_400_000

export type LicenceTimes = { startsAt: Date; expiresAt: Date; graceUntil: Date; terminateAt: Date | null }
export type LicenceStatus = { state: LicenceState; nextChangeAt: Date | null; nextState: LicenceState | null }

/**
 * The state at `at`. `newer` are the licences of the same line with a higher serial, `older` those with a lower one. A newer one
 * supersedes once it has started, unless it covers only days before this one: a seat change of the present term leaves the prepared next
 * term as it is, and when its own days are over it is that prepared one which takes its place.
 */
export function statusAt(licence: LicenceTimes, newer: readonly LicenceTimes[], older: readonly LicenceTimes[], at: Date): LicenceStatus {
  const replacedAt = [
    ...newer.filter((successor) => licence.startsAt < successor.expiresAt),
    ...older.filter((successor) => licence.expiresAt <= successor.startsAt),
  ]
    .map((successor) => successor.startsAt)
    .sort((a, b) => a.getTime() - b.getTime())[0]
  const own = changesOf(licence)
  const changes: Change[] = replacedAt ? [...own.filter((change) => change.at < replacedAt), { at: replacedAt, state: 'superseded' }] : own
  const passed = changes.filter((change) => change.at <= at)
  const next = changes.find((change) => change.at > at)
  return { state: passed.at(-1)?.state ?? 'not_started', nextChangeAt: next?.at ?? null, nextState: next?.state ?? null }
}

type Change = { at: Date; state: LicenceState }

function changesOf(licence: LicenceTimes): Change[] {
  const expiring = new Date(licence.expiresAt.getTime() - expiringDays * dayMs)
  const changes: Change[] = [{ at: licence.startsAt, state: 'active' }]
  changes.push({ at: expiring > licence.startsAt ? expiring : licence.startsAt, state: 'expiring' })
  changes.push({ at: licence.expiresAt, state: 'grace' })
  changes.push({ at: licence.graceUntil, state: 'limited' })
  if (licence.terminateAt) changes.push({ at: licence.terminateAt, state: 'terminated' })
  // of several changes at one instant the last one counts
  return changes.filter((change, index) => changes[index + 1]?.at.getTime() !== change.at.getTime())
}
