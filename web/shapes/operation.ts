import type { Operation } from '../../server/kernel/operation.ts'
import { z } from './noted.ts'

/** The browser's `operation`: the same promise, whose strict input is made when a form asks. */
export function operation(promise: Operation): Operation {
  return { ...promise, audience: promise.audience ?? 'staff', input: z.strictly(promise.input) }
}
