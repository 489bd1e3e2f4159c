import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { pageShape } from './shapes.ts'

const why = z.string().trim().min(3).max(2000)

const lifeShape = z.object({
  state: z.enum(['draft', 'input', 'agreed', 'vetted', 'superseded', 'expired', 'withdrawn']),
  rev: z.int(),
  content_hash: z.string(),
  dris: z.array(z.object({ id: z.string(), name: z.string() })).describe('who answers for the plan'),
  decider: z.object({ id: z.string(), name: z.string() }).nullable(),
  window_closes: dayShape.nullable().describe('the last day on which those who are heard may answer'),
  signoff: z
    .object({
      id: z.string(),
      number: z.string(),
      open: z.boolean(),
      on_this_text: z.boolean(),
      parties: z.array(
        z.object({
          letter: z.enum(['R', 'A', 'P', 'I', 'D']),
          name: z.string(),
          members: z.int(),
          state: z.enum(['none', 'answered', 'stale']),
          stance: z.string().nullable(),
          by: z.string().nullable(),
          text: z.string().nullable(),
          at: z.string().nullable(),
          moved: z.array(z.object({ part: z.string(), name: z.string() })).describe('what changed since the answer'),
          carried: z
            .string()
            .nullable()
            .describe('the sign-off of the edition before from which the agreement on what did not change comes'),
          objection: z.object({ by: z.string(), text: z.string().nullable(), at: z.string() }).nullable(),
        }),
      ),
    })
    .nullable(),
  overrides: z.array(z.object({ by: z.string(), at: z.string(), reason: z.string(), on_this_text: z.boolean() })),
  next: z
    .object({
      act: z.enum(['submit', 'freeze', 'vet']),
      unmet: z.array(z.object({ code: z.string(), text: z.string(), item: z.string().optional(), path: z.string().optional() })),
    })
    .nullable()
    .describe('the step that leads on, with all that is in its way'),
  amends: z
    .object({
      id: z.string(),
      title: z.string(),
      change_class: z.enum(['editorial', 'material']),
      altered: z.array(z.string()).describe('what it changes beyond its wording: "Method 3", "the parties"'),
      decision: z.object({ id: z.string(), number: z.string(), title: z.string() }).nullable(),
      unmet: z.array(z.object({ code: z.string(), text: z.string(), item: z.string().optional(), path: z.string().optional() })),
    })
    .nullable()
    .describe('the edition in whose place it is to come, and what that takes'),
  amendment: z.object({ id: z.string(), title: z.string() }).nullable().describe('a draft that is to take the place of this edition'),
  next_period: z.object({ from: dayShape, to: dayShape }).nullable().describe('what the plan’s next edition would run for'),
  may: z.array(z.string()),
  signature: z.object({ name: z.string(), at: z.string(), meaning: z.literal('vetted'), content_hash: z.string() }).nullable(),
  successor: z.object({ id: z.string(), title: z.string() }).nullable(),
})

export const editionsLife = operation({
  name: 'strategy.editions.life',
  method: 'GET',
  path: '/strategy/editions/{id}/life',
  right: 'strategy.read',
  summary: 'Where an edition stands: who agreed to which text, and what is in the way of the next step',
  input: z.object({ id: idShape }),
  output: lifeShape,
})

export const editionsSubmit = operation({
  name: 'strategy.editions.submit',
  method: 'POST',
  path: '/strategy/editions/{id}/submissions',
  right: 'strategy.take_part',
  summary: 'Puts a draft to those whom it names; they have five working days',
  input: z.object({ id: idShape }),
  output: lifeShape,
})

export const editionsFreeze = operation({
  name: 'strategy.editions.freeze',
  method: 'POST',
  path: '/strategy/editions/{id}/freezes',
  right: 'strategy.take_part',
  summary: 'Closes the text that all have agreed to, for whoever decides',
  input: z.object({ id: idShape }),
  output: lifeShape,
})

export const editionsReturn = operation({
  name: 'strategy.editions.return',
  method: 'POST',
  path: '/strategy/editions/{id}/returns',
  right: 'strategy.take_part',
  summary: 'Makes it a draft again, with the reason; agreements on what does not change are kept',
  input: z.object({ id: idShape, reason: why }),
  output: lifeShape,
})

export const editionsOverride = operation({
  name: 'strategy.editions.override',
  method: 'POST',
  path: '/strategy/editions/{id}/overrides',
  right: 'strategy.take_part',
  summary: 'Whoever decides writes why it goes ahead against the objections to this text',
  input: z.object({ id: idShape, reason: why }),
  output: lifeShape,
})

export const editionsVet = operation({
  name: 'strategy.editions.vet',
  key: 'required',
  method: 'POST',
  path: '/strategy/editions/{id}/vettings',
  right: 'strategy.take_part',
  summary: 'Signs the text that was read: it comes into force, and the edition before it goes',
  input: z.object({ id: idShape, content_hash: z.string().describe('of the text that was read') }),
  output: lifeShape,
})

export const editionsWithdraw = operation({
  name: 'strategy.editions.withdraw',
  method: 'POST',
  path: '/strategy/editions/{id}/withdrawals',
  right: 'strategy.take_part',
  summary: 'Gives an edition up before it is vetted, with the reason',
  input: z.object({ id: idShape, reason: why }),
  output: lifeShape,
})

export const editionsMoveToCommentary = operation({
  name: 'strategy.editions.move_to_commentary',
  method: 'POST',
  path: '/strategy/editions/{id}/commentary-moves',
  right: 'strategy.write',
  summary: 'Moves the proposed cut into the Commentary, which takes no room on the page',
  input: z.object({ id: idShape, rev: z.int().positive().describe('the revision that the cut was proposed for') }),
  output: z.object({ rev: z.int(), moved: z.int(), page: pageShape }),
})

export const editionsAmend = operation({
  name: 'strategy.editions.amend',
  method: 'POST',
  path: '/strategy/editions/{id}/amendments',
  right: 'strategy.take_part',
  summary: 'Begins a draft that is to take the place of a vetted edition, which stays in force until then',
  status: 201,
  input: z.object({ id: idShape, reason: why }),
  output: z.object({ slug: z.string(), edition_id: z.string() }),
})

export const plansNext = operation({
  name: 'strategy.plans.next',
  method: 'POST',
  path: '/strategy/plans/{slug}/editions',
  right: 'strategy.take_part',
  summary: 'Begins a plan’s edition for another period, with the items of the last one and their keys',
  status: 201,
  input: z.object({ slug: z.string().max(120), period_from: dayShape, period_to: dayShape }),
  output: z.object({ slug: z.string(), edition_id: z.string() }),
})
