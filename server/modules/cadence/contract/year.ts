import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape } from '../../../kernel/shapes.ts'
import { meetingState, numbersShape, suggestionShape } from './shapes.ts'

export const yearsRead = operation({
  name: 'cadence.years.read',
  method: 'GET',
  path: '/cadence/year',
  right: 'cadence.read',
  summary: 'A fiscal year at a glance: every series with its dates, its person-hours, and what could be shorter',
  input: z.object({ year: z.int().min(2000).max(2999).optional().describe('the year in which it ends; the one of today without it') }),
  output: z.object({
    year: z.int(),
    label: z.string(),
    from: dayShape,
    to: dayShape,
    today: dayShape,
    series: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        rhythm: z.string(),
        minutes: z.int(),
        people: z.int(),
        leadership: z.boolean(),
        planned_hours: z.string().describe('person-hours booked in the year, held or ahead'),
        numbers: numbersShape,
        suggestion: suggestionShape.nullable(),
        dates: z.array(
          z.object({ id: z.string(), day: dayShape, state: meetingState, minutes: z.int(), used_minutes: z.int().nullable() }),
        ),
      }),
    ),
    planned_hours: z.string(),
    held_hours: z.string(),
    busiest: z
      .array(z.object({ id: z.string(), name: z.string(), hours: z.string() }))
      .describe('who sits longest in them, planned hours of the year; the ten first'),
    numbers: numbersShape,
  }),
})
