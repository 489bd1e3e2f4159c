import { nearestName } from '../../../kernel/nearest.ts'
import { headOf } from './front-matter.ts'
import { stepsUnmet } from './guards.ts'
import { isProcedure, procedureOf } from './procedures.ts'
import { stepsOf } from './steps.ts'

type Finding = { code: string; level: 'warn'; text: string; from: number | null; to: number | null }

/** Keys that are read above a procedure. */
const read = [
  ...['kind', 'number', 'tier', 'rapid', 'role', 'purpose', 'scope', 'trigger', 'promise', 'exceptions', 'trigger_events', 'methods'],
  ...['review_months', 'review_every', 'review_in'],
]

/** What keeps a procedure from being put forward, said while it is written: steps without a role or a check, nobody who decides, keys that are slips. */
export function stepFindings(source: string): Finding[] {
  if (!isProcedure(source)) return []
  const { tier, role, rapid } = procedureOf(source)
  const steps = stepsOf(source)
  const places = new Map(steps.map((step) => [step.position, { from: step.from, to: step.to }]))
  const nowhere = { from: null, to: null }
  const unmet = stepsUnmet({ steps, tier, role }).map(
    ({ code, text, item }): Finding => ({ code, level: 'warn', text, ...(places.get(item ?? '') ?? nowhere) }),
  )
  const deciders = rapid.filter(({ letter }) => letter === 'D').length
  const decides: Finding[] =
    deciders === 1
      ? []
      : [
          {
            ...{ code: 'rapid.one_decider', level: 'warn' as const, ...nowhere },
            text: `Exactly one person decides: \`rapid: MO(D)\` at the top, with their initials. ${deciders === 0 ? 'Nobody is named' : `${deciders} are named`} with D.`,
          },
        ]
  return [...decides, ...unmet, ...slips(source)].slice(0, 50)
}

function slips(source: string): Finding[] {
  const { front, end } = headOf(source)
  return front.other.flatMap(([key]): Finding[] => {
    const name = key.toLowerCase()
    const meant = name.length < 3 || read.includes(name) ? undefined : nearestName(name, read)
    if (meant === undefined || Math.abs(meant.length - name.length) > 2) return []
    const at = source.slice(0, end).indexOf(key)
    return [
      {
        ...{ code: 'front_matter.unknown_key', level: 'warn', text: `Nobody reads “${key}”. Is “${meant}” meant?` },
        ...(at < 0 ? { from: null, to: null } : { from: at, to: at + key.length }),
      },
    ]
  })
}
