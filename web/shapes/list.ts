import type { z as library } from 'zod'
import type { List } from '../../server/kernel/list/list.ts'
import type { Operation } from '../../server/kernel/operation.ts'
import { z } from './noted.ts'

type Declared = Omit<Operation, 'method' | 'input' | 'output'> & { list: List; row: library.ZodType; input?: library.ZodRawShape }

/** The browser's `listOperation`: what it declares. The server looks for faults at its start and checks every question. */
export function listOperation(promise: Declared): Operation {
  const { row, input, ...rest } = promise
  return { ...rest, audience: promise.audience ?? 'staff', method: 'GET', input: z.looseObject(input ?? {}), output: row }
}
