/** What runs: which item, since when, and what each has used so far. Nothing runs while `since` is null. */
export type Clock = { current: string | null; since: Date | null; used: ReadonlyMap<string, number>; total: number }

/** Seconds from then to now; a clock that went back gives none. */
function run(since: Date | null, now: Date): number {
  return since === null ? 0 : Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000))
}

/** Where the clocks stand now, without stopping them. */
export function readClock({ current, since, used, total }: Clock, now: Date): { used: Map<string, number>; total: number } {
  const gone = run(since, now)
  const all = new Map(used)
  if (current !== null && gone > 0) all.set(current, (all.get(current) ?? 0) + gone)
  return { used: all, total: total + gone }
}

/**
 * Stops the run and begins another from the last whole second that was counted, so that turning often loses nothing. A clock that went
 * back begins from there.
 */
function settled(clock: Clock, now: Date): Clock & { since: Date | null } {
  const { used, total } = readClock(clock, now)
  const gone = run(clock.since, now)
  const since = clock.since === null ? null : now < clock.since ? now : new Date(clock.since.getTime() + gone * 1000)
  return { current: clock.current, since, used, total }
}

/** Turns to an item. Where the clocks run they go on running, for the other item. */
export function turnTo(clock: Clock, item: string | null, now: Date): Clock {
  return { ...settled(clock, now), current: item }
}

export function pause(clock: Clock, now: Date): Clock {
  return { ...settled(clock, now), since: null }
}

export function resume(clock: Clock, now: Date): Clock {
  return clock.since === null ? { ...clock, since: now } : clock
}

/** What is talked about next: the open items of the agenda in their order, where issues stand in the place of the part that shows them. */
export function nextItem(agenda: readonly { id: string; state: string }[], current: string | null): string | null {
  const at = agenda.findIndex(({ id }) => id === current)
  return agenda.slice(at + 1).find(({ state }) => state === 'open')?.id ?? null
}
