import { held } from './held.ts'
import { type Ledger, openLedger } from './ledger.ts'

/** Six colleagues who decide, for one file of tests, with what they do most. */
export function heldLedger(rooms?: readonly string[]) {
  const ledger = held(
    () => openLedger(rooms),
    ({ cast }) => cast.close(),
  )
  return {
    ledger,
    as: (name: string) => ledger.as(name),
    who: (name: string) => ledger.id(name),
    at: (day: string) => ledger.at(day),
    party: (...of: Parameters<Ledger['party']>) => ledger.party(...of),
    opened: (more: object = {}) => ledger.opened(more),
    answer: (...of: Parameters<Ledger['answer']>) => ledger.answer(...of),
    decide: (...of: Parameters<Ledger['decide']>) => ledger.decide(...of),
    told: (...of: Parameters<Ledger['told']>) => ledger.told(...of),
    trail: (subject: string) => ledger.trail(subject),
  }
}
