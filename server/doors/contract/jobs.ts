import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { pageInput, pageOf } from '../../kernel/page.ts'
import { idShape } from '../../kernel/shapes.ts'

export const jobRun = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(['running', 'stopping', 'done', 'cancelled', 'failed', 'interrupted']),
  done: z.int(),
  of: z.int().nullable().describe('null while nobody knows how much there is'),
  note: z.string(),
  started_at: z.date(),
  told_at: z.date().describe('when it last said how far it is'),
  finished_at: z.date().nullable(),
})

export const jobsList = operation({
  name: 'house.jobs.list',
  method: 'GET',
  path: '/jobs',
  right: 'house.jobs',
  summary: 'Long work, newest first: how far it is, or how it ended',
  input: z.object({ ...pageInput, state: z.enum(['running', 'all']).default('all') }),
  output: pageOf(jobRun),
})

export const jobRead = operation({
  name: 'house.jobs.get',
  method: 'GET',
  path: '/jobs/{id}',
  right: 'house.jobs',
  summary: 'How far a piece of long work is',
  input: z.object({ id: idShape }),
  output: jobRun,
})

export const jobCancel = operation({
  name: 'house.jobs.cancel',
  method: 'POST',
  path: '/jobs/{id}/cancellations',
  right: 'house.operate',
  summary: 'Ends long work at its next step; what it has done stays done',
  input: z.object({ id: idShape }),
  output: jobRun,
  status: 202,
})
