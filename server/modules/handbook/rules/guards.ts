import { addMonths, type Day } from '../../../kernel/period.ts'
import type { Unmet } from '../../../kernel/refusal.ts'
import { carriedOf } from './carried.ts'
import type { Tier } from './procedures.ts'
import type { Step } from './steps.ts'

/** What is known of a text that is to be followed. */
export type Checked = {
  steps: readonly Step[]
  tier: Tier
  /** who does a step that names nobody */
  role: string | null
  /** in the contents of a function */
  listed: boolean
  /** owner and backup are both with us */
  kept: boolean
  /** it serves a method of a plan in force, or somebody said why it serves none */
  aligned: boolean
  /** what the text still promises */
  owed: number
  /** the day on which somebody agreed to this very text, or to one that differs in letters or words alone */
  agreed: Day | null
  today: Day
}

/** How long an agreement holds. */
export const agreedMonths = 12

/** What stands in the way of a text being followed, all of it. */
export function unmetOf(text: Checked): Unmet[] {
  const unmet: Unmet[] = [...stepsUnmet(text)]
  const say = (code: string, words: string) => unmet.push({ code, text: words })
  if (!text.listed) say('procedure.unlisted', 'It is in the contents of no function. Put it into the directory.')
  if (!text.kept) say('procedure.owner_missing', 'It has no owner and backup who are both with us. Name them.')
  if (!text.aligned)
    say(
      'procedure.unaligned',
      'It serves no method of a plan in force. Name one under “What it serves” or at its top (`methods:`), or have it said why it serves none, for 90 days at most.',
    )
  if (text.owed > 0) say('procedure.placeholder_left', `Something in it is still to be written (${text.owed}). Write it, or take it out.`)
  if (text.agreed === null) say('signoff.missing', 'Nobody has agreed to this very text. Put it forward.')
  else if (addMonths(text.agreed, agreedMonths) < text.today)
    say('signoff.expired', `It was agreed to on ${text.agreed}, more than ${agreedMonths} months ago. Put it forward anew.`)
  return unmet
}

/** What of it is about the steps alone; this is asked before anybody is asked to agree. */
export function stepsUnmet({ steps, tier, role }: Pick<Checked, 'steps' | 'tier' | 'role'>): Unmet[] {
  const unmet: Unmet[] = []
  if (steps.length === 0)
    unmet.push({ code: 'procedure.no_steps', text: 'It has no steps. Write an ordered list below a heading “Steps”.', path: 'source' })
  for (const { position, role: own, check } of steps) {
    if (own === null && role === null)
      unmet.push({
        code: 'procedure.step_without_role',
        text: `Step ${position} has no role. Add “Role:” below it, or \`role:\` above the text.`,
        path: 'source',
        item: position,
      })
    if (check === null && tier < 3)
      unmet.push({
        code: 'procedure.step_without_check',
        text: `Step ${position} does not say how to see that it is done. Add “Check:” below it.`,
        path: 'source',
        item: position,
      })
  }
  return [...unmet, ...carriedOf(steps).flatMap(({ unread }) => unread)]
}
