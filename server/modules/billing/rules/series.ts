import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { Refusal } from '../../../kernel/refusal.ts'

type SeriesKind = 'invoice' | 'credit_note' | 'self_billed'
/** The chain before the first document of a series. */
export const firstChain = '0'.repeat(64)

/** "INV-2026-" and "CN-2026-" for the first entity, "DE-INV-2026-" for further ones (`code`). The year is the issue day's in the entity's zone. */
export function prefixOf(kind: SeriesKind, year: number, code?: string): string {
  const name = { invoice: 'INV', credit_note: 'CN', self_billed: 'SB' }[kind]
  return `${code === undefined ? '' : `${code}-`}${name}-${year}-`
}

/** "INV-2026-" and 123 → "INV-2026-000123"; wider after 999999. */
export function numberIn(prefix: string, position: bigint | number): string {
  return `${prefix}${position.toString().padStart(6, '0')}`
}

/** SHA-256 of the canonical JSON (RFC 8785) of what the document says. */
export function hashOf(canonical: unknown): string {
  return sha256(jcs(canonical))
}

/** `SHA-256(previous chain + ":" + sha)`, as text. */
export function chainOf(previous: string, sha: string): string {
  return sha256(`${previous}:${sha}`)
}

/** Numbers rise with the issue day; refuses `series.date_backwards`. */
export function requireForward(prefix: string, lastIssueDay: string | null, issueDay: string): void {
  if (lastIssueDay === null || issueDay >= lastIssueDay) return
  throw new Refusal(
    'refused',
    'series.date_backwards',
    `${prefix} already reached ${lastIssueDay}; nothing can be issued for ${issueDay}. Issue it for ${lastIssueDay} or later.`,
  )
}

/** One issued document as the check sees it; `position` counts from 1 in its series. */
export type ChainedDocument = {
  number: string
  position: bigint | number
  issue_day: string
  canonical: unknown
  sha: string
  chain: string
}
export type Finding = { code: 'gap' | 'number' | 'date_backwards' | 'hash' | 'chain'; number: string; text: string }

/**
 * Rechecks a series in the order of its positions: no gap, numbers as the prefix makes them, days that never go back, hashes of the
 * stored canonical forms, links of the chain. An empty list means that nothing was changed, taken out or put in between. A cut at the
 * end is seen when `last` says how far the series has got.
 */
export function verifyChain(
  documents: readonly ChainedDocument[],
  prefix?: string,
  last?: { position: bigint | number; chain: string },
): Finding[] {
  const findings: Finding[] = []
  let expected = 1n
  let previous = firstChain
  let lastDay = ''
  for (const document of documents) {
    const { number, sha, chain } = document
    const position = BigInt(document.position)
    if (position !== expected) findings.push({ code: 'gap', number, text: `Position ${position} follows ${expected - 1n}.` })
    if (prefix !== undefined && number !== numberIn(prefix, position))
      findings.push({ code: 'number', number, text: `Position ${position} should be ${numberIn(prefix, position)}.` })
    if (document.issue_day < lastDay)
      findings.push({ code: 'date_backwards', number, text: `Issued for ${document.issue_day}, after ${lastDay}.` })
    if (hashOf(document.canonical) !== sha) findings.push({ code: 'hash', number, text: 'The content does not match its hash.' })
    if (chainOf(previous, sha) !== chain) findings.push({ code: 'chain', number, text: 'The link to the document before it is broken.' })
    expected = position + 1n
    previous = chain
    lastDay = document.issue_day
  }
  if (last && (BigInt(last.position) !== expected - 1n || last.chain !== previous))
    findings.push({
      code: 'gap',
      number: numberIn(prefix ?? '', expected),
      text: `The series has got to ${last.position}, its documents to ${expected - 1n}.`,
    })
  return findings
}
