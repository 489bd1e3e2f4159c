/** The two ways in which figures are fed: events from the log, and the views of the rooms. */
export type Stage = 'events' | 'views'
type Beat = { stage: Stage; good_at: Date; trouble: string | null; seconds: number }
/** A stage that has not done its work lately. */
export type Stalled = { stage: Stage; since: Date; trouble: string | null }

/** Seconds without a completed round after which a stage counts as stalled: it is to be seen within a minute. A living one says so every 10. */
export const stalledAfter = 45

/** The stages that stand still. One that never said anything has not begun, and says nothing of being stuck. */
export function stalledOf(beats: Beat[]): Stalled[] {
  return beats.filter((beat) => beat.seconds > stalledAfter).map(({ stage, good_at: since, trouble }) => ({ stage, since, trouble }))
}

/** Which stage feeds a parent of a metric. */
export function stageOf(parent: string): Stage {
  return parent === 'events' ? 'events' : 'views'
}

/** In words for whoever watches the house; why is for those who look after the data. */
export function stalledText({ stage, since }: Pick<Stalled, 'stage' | 'since'>): string {
  return `${stalledTitle(stage)} since ${since.toISOString().slice(0, 19)}Z`
}

export function stalledTitle(stage: Stage): string {
  return stage === 'events' ? 'New events are not being loaded' : 'Changes of the rooms do not reach the figures'
}

export type Age = 'fresh' | 'late' | 'stale' | 'broken'

/**
 * How a figure's age is called. `broken`: nothing is known of a parent, or it is older than its definition allows; `stale`: a stage that
 * feeds it stands still, so the figure stays as of `through`; `late`: older than its definition likes. Hours of its definition.
 */
export function ageOf(facts: { through: number | undefined; now: number; warn: number; error: number; stalled: boolean }): Age {
  const { through, now, warn, error, stalled } = facts
  if (through === undefined) return 'broken'
  const hours = (now - through) / 3_600_000
  if (hours > error) return 'broken'
  if (stalled) return 'stale'
  return hours <= warn ? 'fresh' : 'late'
}
