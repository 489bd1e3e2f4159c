import { codeOf } from '../../../kernel/fault.ts'
import { isRefusal } from '../../../kernel/refusal.ts'

/**
 * Whether an error speaks of the engines (no connection, no room, no memory, closing) and not of what was given to them. Such work is
 * done again later as it is; only the other kind may put an event into quarantine.
 */
export function isEngineFault(error: unknown): boolean {
  if (isRefusal(error)) return error.kind === 'busy'
  const code = codeOf(error)
  // SQLSTATE classes that speak of values: 21 cardinality, 22 data, 23 constraints, 54 limits, P0 raised by a trigger
  if (code && /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]+$/.test(code)) return !/^(21|22|23|54|P0)/.test(code)
  if (code && /^E(?!RR_)[A-Z0-9]+$/.test(code)) return true
  const words = error instanceof Error ? error.message : String(error)
  // from the beginning only: what follows may be the sender's own words
  return isFatal(error) || engines.test(words)
}

const engines =
  /^((IO|Out of Memory|Connection|INTERRUPT|TransactionContext|Permission) Error:|Connection terminated|timeout exceeded when|Client (has encountered|was closed)|Cannot use a pool)/

/** The warehouse ended itself over what it was asked to do: it answers nothing more until it is opened again. */
export function isFatal(error: unknown): boolean {
  return error instanceof Error && /^(FATAL|INTERNAL) Error:/.test(error.message)
}
