import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { Refusal, type Unmet } from '../../../kernel/refusal.ts'

export type Option = { title: string; pros: string[]; cons: string[]; consequence: string | null; proposed: boolean }
export type Subject = {
  room: string
  kind: string
  id: string
  version_hash: string | null
  title: string
  href: string
  audience: 'public' | 'internal' | 'restricted'
}
/** What is put forward. `items`: parts of the subject that are agreed to one by one, key → hash. */
export type Text = {
  issue: string
  proposal: string
  options: readonly Option[]
  subjects: readonly Subject[]
  items: Readonly<Record<string, string>> | null
}

/** Bytes that a written field may have, and things that a decision may be about. */
const mostBytes = 60 * 1024
const mostSubjects = 50

/** The SHA-256 of a text in RFC 8785 form: what an answer is given on. A subject counts by what it is and its version, not by its title. */
export function textHash({ issue, proposal, options, subjects, items }: Text): string {
  const about = subjects
    .map(({ room, kind, id, version_hash }) => ({ room, kind, id, version_hash }))
    .toSorted((a, b) => compare(jcs(a), jcs(b)))
  return sha256(jcs({ issue, proposal, options: options.map((one) => ({ ...one })), subjects: about, items: items ?? null }))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What is wrong with a text that is to be put forward. */
export function textUnmet({ issue, proposal, options, subjects }: Text): Unmet[] {
  const unmet: Unmet[] = []
  if (issue.trim() === '') unmet.push({ code: 'decision.issue_missing', text: 'Say in one question what is to be decided.', path: 'issue' })
  if (proposal.trim() === '') unmet.push({ code: 'decision.proposal_missing', text: 'Say what you propose to do.', path: 'proposal' })
  if (options.filter((one) => one.proposed).length > 1)
    unmet.push({ code: 'decision.two_proposed', text: 'One option is the proposed one. Take the mark from the others.', path: 'options' })
  if (subjects.length > mostSubjects)
    unmet.push({ code: 'decision.too_large', text: `A decision is about ${mostSubjects} things at most.`, path: 'subjects' })
  return unmet
}

/** Refuses `decision.too_large`. */
export function fitBytes(field: string, text: string): void {
  if (Buffer.byteLength(text) > mostBytes)
    throw new Refusal('invalid', 'decision.too_large', `${field} may have 60 KiB. Put the rest into a document and link it.`)
}

/** Parts whose hash has moved since, or that were not there. Without parts all of it counts as one. */
export function movedItems(then: Pick<Text, 'items'>, now: Pick<Text, 'items'>): string[] | undefined {
  if (!then.items || !now.items) return undefined
  const before = then.items
  return Object.entries(now.items).flatMap(([key, hash]) => (before[key] === hash ? [] : [key]))
}
