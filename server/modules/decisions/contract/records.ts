import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'

/** A file in place of JSON: the door sends its bytes. */
const file = z.unknown()
const party = z.object({ letter: z.enum(['D', 'I']), person_id: z.string(), name: z.string() })

/** Bytes that a record may have; longer ones hold more than a decision. */
const mostRecord = 200_000

export const decisionsRecord = operation({
  name: 'decisions.decisions.record',
  method: 'GET',
  path: '/decisions/decisions/{id}/record',
  right: 'decisions.read',
  summary: 'A decision as Markdown (MADR 4); one that was opened from a record and is untouched as its very bytes',
  input: z.object({ id: z.string().max(40).describe('its id or number') }),
  output: file,
})

export const recordsPreview = operation({
  name: 'decisions.records.preview',
  method: 'POST',
  path: '/decisions/record-previews',
  right: 'decisions.write',
  reads: true,
  summary: 'Reads a Markdown decision record (MADR 2 to 4) as a draft; nothing is opened yet',
  input: z.object({ text: z.string().min(1).max(mostRecord).describe('the whole record') }),
  output: z.object({
    issue: z.string(),
    proposal: z.string(),
    options: z.array(
      z.object({
        title: z.string(),
        pros: z.array(z.string()),
        cons: z.array(z.string()),
        consequence: z.string().nullable(),
        proposed: z.boolean(),
      }),
    ),
    status: z.string().nullable(),
    date: z.string().nullable(),
    parties: z.array(party).describe('who is named in it and works here: the decider, where it names one, and those who are heard'),
    informed: z.array(z.object({ id: z.string(), name: z.string() })),
    unplaced: z.array(z.string()).describe('names that are no colleague’s of today, or of whom the record does not say who decides'),
  }),
})
