import { type Day, earlier, later } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { EntitlementFacts, Segment } from './entitlement.ts'

/** A licence that the subscription has already, as far as the next one depends on it. A line is in the order of its serials. */
export type LineLicence = { seats: number; plan: string; startsOn: Day; endsOn: Day }

/**
 * What a subscription gives over days, as billing folded it. Announcements made before billing told its fold say one number and the
 * contract's first day: a renewal then begins where the line ends so far, any other change on its own `day`.
 * Refuses a term without an end (`licence.no_end`): a file must have one.
 */
export function foldOf(facts: EntitlementFacts, line: readonly LineLicence[], day: Day): Segment[] {
  if (facts.endsOn >= '9000')
    throw new Refusal(
      'refused',
      'licence.no_end',
      'A licence file needs a last day. Give the contract a term, then it is issued by itself.',
    )
  if (facts.segments) return facts.segments
  const { startsOn, endsOn, seats } = facts
  const end = lineEnd(line)
  if (end === undefined) return [{ from: startsOn, to: endsOn, seats }]
  if (facts.reason === 'renewal' && end < endsOn) return [{ from: later(startsOn, end), to: endsOn, seats }]
  return [{ from: day < endsOn ? later(startsOn, day) : startsOn, to: endsOn, seats }]
}

/**
 * The files that a line still needs so that on every day from `day` on the licence in force carries the seats of the fold, in order:
 * one for each stretch that no file says rightly yet. A file that is right stays; it is replaced from the day on which it is not.
 * Fewer seats end a file, so that its successor is in the customer's hands before the day. More seats that begin later, on days which a
 * file covers, wait for their day: the product reads no first day and would grant them at once.
 */
export function filesDue(fold: readonly Segment[], line: readonly LineLicence[], plan: string, day: Day): Segment[] {
  const files: Segment[] = []
  const known = [...line]
  const end = fold.at(-1)?.to
  let at = firstDay(fold, line, day)
  while (at !== undefined && end !== undefined && at < end) {
    const segment = segmentOn(fold, at)
    if (!segment) {
      at = fold.find((one) => one.from > (at as Day))?.from
      continue
    }
    const inForce = inForceOn(known, at)
    if (inForce && (says(inForce, segment, plan) || waits(inForce, segment, plan, { at, day }))) {
      at = earlier(segment.to, lastsUntil(known, inForce, at))
      continue
    }
    const to = reachOf(fold, known, segment)
    files.push({ from: at, to, seats: segment.seats })
    known.push({ seats: segment.seats, plan, startsOn: at, endsOn: to })
    at = to
  }
  return files
}

/** The licence of a line that counts on a day: the highest serial whose days hold it, unless a later one took its place for good. */
export function inForceOn(line: readonly LineLicence[], day: Day): LineLicence | undefined {
  for (let at = line.length - 1; at >= 0; at -= 1) {
    const one = line[at] as LineLicence
    if (one.startsOn > day || day >= one.endsOn) continue
    const replaced = line.slice(at + 1).some((newer) => newer.startsOn <= day && one.startsOn < newer.endsOn)
    return replaced ? undefined : one
  }
  return undefined
}

function says(licence: LineLicence, segment: Segment, plan: string): boolean {
  return licence.seats === segment.seats && licence.plan === plan
}

/** More seats in the middle of a file's days wait until they begin; what begins with a file of its own only makes that file wrong. */
function waits(inForce: LineLicence, segment: Segment, plan: string, when: { at: Day; day: Day }): boolean {
  return when.at > when.day && when.at > inForce.startsOn && inForce.plan === plan && segment.seats > inForce.seats
}

/** Where the search begins: today, or the first day that no file covers, which may lie behind us. */
function firstDay(fold: readonly Segment[], line: readonly LineLicence[], day: Day): Day | undefined {
  const [first] = fold
  const last = fold.at(-1)
  if (!first || !last) return undefined
  if (day <= first.from) return first.from
  if (inForceOn(line, day)) return day
  const now = segmentOn(fold, day)
  const since = now ?? (day >= last.to ? last : undefined)
  const covered = lineEnd(line.filter((one) => one.startsOn <= day))
  return since ? later(since.from, covered !== undefined && covered <= day ? covered : since.from) : day
}

/** How far a new file may run: to the first day with fewer seats, without seats, or from which no file or one of its own speaks. */
function reachOf(fold: readonly Segment[], known: readonly LineLicence[], segment: Segment): Day {
  let to = segment.to
  for (let next = segmentOn(fold, to); next && next.seats > segment.seats; next = segmentOn(fold, to)) {
    const there = inForceOn(known, to)
    if (!there || there.startsOn === to) return to
    to = next.to
  }
  return to
}

/** The first day after `day` on which this licence does not count any more. */
function lastsUntil(line: readonly LineLicence[], licence: LineLicence, day: Day): Day {
  const at = line.lastIndexOf(licence)
  const replaced = line.slice(at + 1).filter((newer) => newer.startsOn > day && licence.startsOn < newer.endsOn)
  return replaced.reduce((until, newer) => earlier(until, newer.startsOn), licence.endsOn)
}

function segmentOn(fold: readonly Segment[], day: Day): Segment | undefined {
  return fold.find((one) => one.from <= day && day < one.to)
}

function lineEnd(line: readonly LineLicence[]): Day | undefined {
  return line.reduce<Day | undefined>((end, one) => (end === undefined ? one.endsOn : later(end, one.endsOn)), undefined)
}
