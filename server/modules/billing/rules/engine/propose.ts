import { jcs, sha256 } from '../../../../kernel/canonical.ts'
import { safeNumber } from '../../../../kernel/money.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { simulate } from './simulate.ts'
import { postingsOf, revenueOf } from './accounts.ts'
import { dayNumber } from './days.ts'
import { readContract } from './read.ts'
import { requireSize, resolve } from './resolve.ts'
import type { Doc, PreviewInput, PreviewOutput } from './shapes.ts'
import { stateOn } from './state.ts'
import { readTerms } from './terms.ts'

const largestBody = 2 * 1024 * 1024

/** A proposal with the documents that are not issued because every line is worth 0.00; their lines count as billed and must be kept. */
export type Proposal = { output: PreviewOutput; unissued: Doc[] }

/**
 * The engine: what should exist minus what exists. Pure: no clock, no SQL, no float; the same input gives the same output.
 * Amounts are integer minor units of the contract's currency; credits are negative. Refuses what no contract can be (422);
 * what outsiders may ask is limited (`preview.too_large`), the billing run's own `proposeAll` is not.
 */
export function propose(input: PreviewInput): PreviewOutput {
  requireSize(input)
  return proposeAll(input, largestBody).output
}

/** `propose` without its limits, and with the unissued documents beside it: the billing run stores their lines without a document. */
export function proposeAll(input: PreviewInput, largest = Number.POSITIVE_INFINITY): Proposal {
  const resolved = resolve(input)
  const terms = readTerms(resolved.contract)
  if (largest < Number.POSITIVE_INFINITY && jcs(resolved).length > largest)
    throw new Refusal('refused', 'preview.too_large', 'This preview is larger than 2 MB. Ask for a smaller part of the contract.')
  const { documents, unissued, next, undetermined } = simulate(resolved, terms)
  const include = new Set(resolved.include ?? [])
  const day = dayNumber(resolved.as_of)
  const output: PreviewOutput = {
    engine: '1',
    // the run asks for many proposals and for no hash: it is worked out for whoever reads it
    get input_hash() {
      return sha256(jcs(resolved))
    },
    conventions: terms.conventions,
    documents,
    sum: sumOf(documents),
    next,
  }
  if (undetermined.length > 0) output.tax_undetermined = undetermined
  if (include.has('state')) {
    const { extent, timelines } = readContract(terms, day, resolved.seat_reports)
    output.state = stateOn(day, terms, extent, timelines, resolved.discounts ?? [])
  }
  if (include.has('revenue')) output.revenue = revenueOf(documents, resolved)
  if (include.has('postings')) output.postings = postingsOf(documents, resolved)
  if (include.has('echo')) output.input = resolved
  return { output, unissued }
}

function sumOf(documents: readonly Doc[]): PreviewOutput['sum'] {
  const sum = { net: 0n, tax: 0n, gross: 0n }
  for (const { totals } of documents) {
    sum.net += BigInt(totals.net_minor)
    sum.tax += BigInt(totals.tax_minor)
    sum.gross += BigInt(totals.gross_minor)
  }
  return { net_minor: safeNumber(sum.net), tax_minor: safeNumber(sum.tax), gross_minor: safeNumber(sum.gross) }
}
