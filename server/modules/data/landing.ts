import { Refusal } from '../../kernel/refusal.ts'
import { life } from './life.ts'
import type { Envelope } from './log/writer.ts'

/** Writes many requests to the log at once, as if they had been received then: for imports and the demo company. Answers how many. */
export async function appendEnvelopes(envelopes: Iterable<Envelope>): Promise<number> {
  return lived().log.appendEnvelopes(envelopes)
}

/** Resolves when everything that is in the log and in the rooms now is in the warehouse; does nothing where another process holds it. */
export async function warehouseReady(): Promise<void> {
  await lived().engine?.ready()
}

function lived() {
  const living = life()
  if (!living) throw new Refusal('busy', 'data.closed', 'The log is not open yet.')
  return living
}
