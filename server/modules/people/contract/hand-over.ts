import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'

const thing = { room: z.string().max(40), kind: z.string().max(40), id: z.string().max(100) }

const handOver = z.object({
  person: z.object({ id: z.uuid(), name: z.string(), left: z.boolean() }),
  /** waiting ones first */
  items: z.array(
    z.object({
      ...thing,
      title: z.string(),
      href: z.string(),
      to: z.object({ id: z.uuid(), name: z.string() }).nullable(),
      handed_at: z.date().nullable(),
      /** until when it can be taken back */
      undo_until: z.date().nullable(),
    }),
  ),
  may: z.array(z.string()),
})

export const handOverRead = operation({
  name: 'people.hand_overs.read',
  method: 'GET',
  path: '/people/persons/{id}/hand-over',
  right: 'people.hand_overs',
  summary: 'All that a person is responsible for, in every room, and who has it now',
  input: z.object({ id: z.uuid() }),
  output: handOver,
})

export const handOverDo = operation({
  name: 'people.hand_overs.do',
  method: 'POST',
  path: '/people/persons/{id}/hand-over',
  right: 'people.admin',
  summary: 'Gives what a person is responsible for to somebody else: all that waits, or the things that are named',
  input: z.object({ id: z.uuid(), to_id: z.uuid(), items: z.array(z.object(thing)).max(1000).optional() }),
  output: handOver,
})

export const handOverUndo = operation({
  name: 'people.hand_overs.undo',
  method: 'DELETE',
  path: '/people/persons/{id}/hand-over',
  right: 'people.admin',
  summary: 'Takes back what was handed over within a day: it waits again',
  input: z.object({ id: z.uuid() }),
  output: handOver,
})
