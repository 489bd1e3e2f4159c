import { addDays, type Day, plainDate } from '../server/kernel/period.ts'
import * as ledger from '../server/modules/decisions/contract.ts'
import { type Name, type Stance, type ToldDecision, toldDecisions } from './decided.ts'
import type { Speaker } from '../server/kernel/demo.ts'

type Step = { day: Day; run: () => Promise<void> }

/** What happens on which day, by the people themselves. */
export function decisionSteps(people: ReadonlyMap<Name, Speaker>, today: Day): Step[] {
  const ids: string[] = []
  const who = (name: Name): Speaker => {
    const found = people.get(name)
    if (!found) throw new Error(`nobody is called ${name}`)
    return found
  }
  const onWorkday = (day: Day): Day => (plainDate(day).dayOfWeek < 6 ? day : onWorkday(addDays(day, -1)))
  const at = (ago: number) => onWorkday(addDays(today, -ago))
  const answers = async (one: ToldDecision, id: string, text_no: number, only: (name: string) => boolean) => {
    for (const [name, [stance, text]] of Object.entries({ ...one.heard, ...one.agrees }) as [Name, [Stance, string?]][])
      if (only(name)) await who(name).say(ledger.decisionsAnswer, { id, stance, text_no, ...(text ? { text } : {}) })
  }
  return toldDecisions.flatMap((one, place): Step[] => {
    const opened = at(one.ago)
    const id = () => ids[place] ?? ''
    const steps: Step[] = [
      {
        day: opened,
        run: async () => {
          const need = addDays(opened, Math.max((one.after ?? 18) + 3, 5))
          const made = await who(one.by).say(
            ledger.decisionsCreate,
            openingOf(one, (name) => who(name).actor.id, { need_by: need, today, earlier: ids }),
          )
          ids[place] = made.id
        },
      },
    ]
    const second = one.rewritten ? at(Math.max(one.ago - 9, 1)) : undefined
    const firstAnswers = addDays(opened, 2) < today ? addDays(opened, 2) : opened
    // one answered the first text and is asked again
    steps.push({ day: firstAnswers, run: () => answers(one, id(), 1, (name) => !second || name === 'sol') })
    if (second) {
      const { rewritten = '', issue, options = [] } = one
      steps.push({
        day: second,
        run: async () => {
          const { version } = await who(one.by).say(ledger.decisionsGet, { id: id() })
          await who(one.by).say(ledger.decisionsRewrite, { id: id(), if_match: version, issue, proposal: rewritten, options })
          await answers(one, id(), 2, (name) => name !== 'sol')
        },
      })
    }
    if (one.after !== undefined) {
      const day = at(one.ago - one.after)
      const done: { id: string }[] = []
      steps.push({ day, run: async () => void done.push(...(await decide(one, id(), who, day))) })
      for (const [n, [, name, days]] of (one.actions ?? []).entries()) {
        const due = addDays(day, days)
        const complete = async () => void (await who(name).say(ledger.actionsComplete, { id: done[n]?.id ?? '' }))
        // what was due in the last weeks may still be open, as in every company
        if (due < addDays(today, -21)) steps.push({ day: onWorkday(addDays(due, n)), run: complete })
      }
    }
    if (one.reversed) {
      const [ago, reason] = one.reversed
      steps.push({ day: at(ago), run: async () => void (await who(one.decides).say(ledger.decisionsReverse, { id: id(), reason })) })
    }
    if (one.withdrawn) {
      const reason = one.withdrawn
      steps.push({ day: at(one.ago - 5), run: async () => void (await who(one.by).say(ledger.decisionsWithdraw, { id: id(), reason })) })
    }
    return steps
  })
}

type Then = { need_by: Day; today: Day; earlier: readonly string[] }

function openingOf(one: ToldDecision, id: (name: Name) => string, { need_by, today, earlier }: Then) {
  const party = (letter: 'A' | 'I' | 'D') => (name: string) => ({ letter, person_id: id(name as Name) })
  return {
    issue: one.issue,
    proposal: one.proposal,
    type: one.hard ? (1 as const) : (2 as const),
    need_by,
    parties: [party('D')(one.decides), ...Object.keys(one.agrees ?? {}).map(party('A')), ...Object.keys(one.heard ?? {}).map(party('I'))],
    options: (one.options ?? []).map((option) => ({ ...option, proposed: option.proposed ?? false })),
    ...(one.because ? { a_reason: one.because } : {}),
    ...(one.restricted ? { audience: 'restricted' as const } : {}),
    ...(one.tells ? { informed: one.tells.map(id) } : {}),
    ...(one.expects ? { expected: { metric: one.expects.metric, value: one.expects.value, on: addDays(today, -one.expects.ago) } } : {}),
    ...(one.replaces !== undefined ? { supersedes: earlier[one.replaces] ?? '' } : {}),
  }
}

/** Decided as the list says; answers the actions that follow. */
async function decide(one: ToldDecision, id: string, who: (name: Name) => Speaker, day: Day): Promise<{ id: string }[]> {
  const actions = (one.actions ?? []).map(([text, name, days]) => ({ text, dri: who(name).actor.id, due: addDays(day, days) }))
  const decided = await who(one.decides).say(ledger.decisionsDecide, {
    id,
    text_no: one.rewritten ? 2 : 1,
    outcome: one.outcome ?? 'accept',
    text: one.text ?? one.proposal,
    actions,
    no_actions: actions.length === 0,
    ...(one.override ? { override_reason: one.override } : {}),
    ...(one.review ? { review_on: addDays(day, one.review) } : {}),
  })
  return decided.actions
}
