import type { Unmet } from '../../../kernel/refusal.ts'
import { type Day, dayWords } from '../../../kernel/period.ts'

export type EditionState = 'draft' | 'input' | 'agreed' | 'vetted' | 'superseded' | 'expired' | 'withdrawn'

/** What can be done with an edition; `return` takes it back to its draft from wherever it is before it is vetted. */
export type Act =
  | 'submit'
  | 'edit'
  | 'override'
  | 'freeze'
  | 'return'
  | 'vet'
  | 'withdraw'
  | 'expire'
  | 'amend'
  | 'report'
  | 'budget'
  | 'close'

/** In which states an act is legal, and what becomes of the edition; `null`: it stays as it is. */
const acts: Record<Act, { from: readonly EditionState[]; to: EditionState | null }> = {
  submit: { from: ['draft'], to: 'input' },
  edit: { from: ['draft', 'input'], to: null },
  override: { from: ['input', 'agreed'], to: null },
  freeze: { from: ['input'], to: 'agreed' },
  return: { from: ['input', 'agreed'], to: 'draft' },
  vet: { from: ['agreed'], to: 'vetted' },
  withdraw: { from: ['draft', 'input', 'agreed'], to: 'withdrawn' },
  expire: { from: ['vetted'], to: 'expired' },
  // it stays in force until what was begun from it is vetted
  amend: { from: ['vetted'], to: null },
  report: { from: ['vetted'], to: null },
  budget: { from: ['draft', 'input', 'agreed', 'vetted'], to: null },
  close: { from: ['vetted', 'expired', 'superseded'], to: null },
}

export function statesFor(act: Act): readonly EditionState[] {
  return acts[act].from
}

/** What becomes of an edition in a state by an act. Nothing when the act is not legal there. */
export function stateAfter(state: EditionState, act: Act): EditionState | undefined {
  const { from, to } = acts[act]
  return from.includes(state) ? (to ?? state) : undefined
}

/** The act that leads on from a state. */
export function nextAct(state: EditionState): 'submit' | 'freeze' | 'vet' | undefined {
  return state === 'draft' ? 'submit' : state === 'input' ? 'freeze' : state === 'agreed' ? 'vet' : undefined
}

/** One who is asked, as `decisions` says that they stand on the text of now. `moved`: items that changed since the answer. */
export type Asked = {
  letter: 'R' | 'A' | 'P' | 'I' | 'D'
  name: string
  state: 'none' | 'answered' | 'stale'
  moved: readonly string[]
  objection: { id: string; by: string } | undefined
}

/** What D wrote against objections: on which text, against which of them. */
type Override = { content_hash: string; answers: readonly string[] }

export type Agreement = {
  /** `ended`: it was withdrawn or rejected, so that nobody can answer any more */
  signoff: { number: string; ended: boolean; window_closes: Day } | undefined
  asked: readonly Asked[]
  overrides: readonly Override[]
  content_hash: string
  today: Day
  /** an item's place in words, such as "Method 3", by its key */
  placeOf: (key: string) => string
}

/** What is missing before a text counts as agreed. An objection stays in the way, on whatever text it was made, until it is taken back or D writes why not. */
export function agreementUnmet({ signoff, asked, overrides, content_hash, today, placeOf }: Agreement): Unmet[] {
  if (!signoff) return [{ code: 'plan.signoff_closed', text: 'Nobody was asked yet. Return it to draft and submit it.' }]
  if (signoff.ended)
    return [{ code: 'plan.signoff_closed', text: `${signoff.number} has ended without agreement. Return it to draft and submit it again.` }]
  const unmet: Unmet[] = []
  for (const one of asked) {
    // whoever was heard on an older text was heard
    if (one.letter === 'I' && one.state === 'none' && today <= signoff.window_closes)
      unmet.push({ code: 'plan.input_open', text: `${one.name} has not answered and may until ${dayWords(signoff.window_closes)}.` })
    if (one.letter !== 'A') continue
    const { objection } = one
    if (objection) {
      if (!overrides.some((made) => made.content_hash === content_hash && made.answers.includes(objection.id)))
        unmet.push({
          code: 'plan.objection_open',
          text: `${objection.by} objects${objection.by === one.name ? '' : ` for ${one.name}`}. They take it back, or whoever decides writes why it goes ahead all the same.`,
        })
    } else if (one.state === 'none') unmet.push({ code: 'plan.agreement_missing', text: `${one.name} has not said whether they agree.` })
    else if (one.state === 'stale') unmet.push(...staleUnmet(one, placeOf))
  }
  return unmet
}

function staleUnmet({ name, moved }: Asked, placeOf: (key: string) => string): Unmet[] {
  const code = 'plan.agreement_stale'
  if (moved.length === 0) return [{ code, text: `${name} agreed to an older text. Ask again.` }]
  return moved.map((key) => ({ code, text: `${name} agreed to an older text of ${placeOf(key)}. Ask again.`, item: key }))
}

/** Other editions of the plan that are in force; the one that this one follows may overlap. */
type Neighbour = { id: string; title: string; period_start: Day | null; period_end: Day | null }

export function overlapUnmet(period: { from: Day; to: Day } | null, others: readonly Neighbour[], predecessor: string | null): Unmet[] {
  if (!period) return []
  return others
    .filter(
      (one) =>
        one.id !== predecessor &&
        (one.period_start === null || one.period_start <= period.to) &&
        (one.period_end === null || one.period_end >= period.from),
    )
    .map((one) => ({
      code: 'plan.period_overlap',
      text: `Its period overlaps that of "${one.title}", which is vetted as well. Change one of the two.`,
    }))
}

/** The edition whose place a vetted one takes: the one that it amends, else the nearest vetted one before it that amends nothing else. */
export function predecessorOf(
  { no, amends }: { no: number; amends: string | null },
  vetted: readonly { id: string; no: number }[],
): string | null {
  if (amends !== null) return vetted.some(({ id }) => id === amends) ? amends : null
  return vetted.filter((one) => one.no < no).toSorted((a, b) => b.no - a.no)[0]?.id ?? null
}

/** An edition that was signed here: its days, and the day on which it was vetted. */
export type Signed = { period_start: Day | null; period_end: Day | null; vetted_on: Day | null }

/**
 * Whether a text that says of itself that it was vetted enters so. What was signed here is replaced by what is signed here: not by a text for
 * days that one signed here has, nor by one that says it was vetted on that day or later. One without a period is of any day.
 */
export function entersVetted(
  { vetted, period }: { vetted: Day | null; period: { from: Day; to: Day } | null },
  signed: readonly Signed[],
): boolean {
  if (vetted === null) return false
  return signed.every(
    ({ period_start, period_end, vetted_on }) =>
      vetted_on !== null &&
      vetted < vetted_on &&
      period !== null &&
      ((period_start !== null && period.to < period_start) || (period_end !== null && period.from > period_end)),
  )
}

type Days = { period_start: Day | null; period_end: Day | null }

/** Whether a vetted edition takes the place of its predecessor at once: one whose days go on before the new one begins stays in force until then. */
export function takesPlaceOf(own: Days, before: Days, today: Day): boolean {
  if (before.period_end === null || own.period_start === null) return true
  return before.period_end >= own.period_start || before.period_end < today
}

/** The edition whose text an edition alters: the one that it amends, or one vetted here on whose days it begins. */
export function alteredBy(
  own: { amends: string | null; period: { from: Day; to: Day } | null },
  predecessor: (Days & { id: string; legacy: boolean }) | undefined,
): string | null {
  if (own.amends !== null) return own.amends
  if (!predecessor || predecessor.legacy || !own.period) return null
  return predecessor.period_end === null || predecessor.period_end >= own.period.from ? predecessor.id : null
}

/** Vetted, its period is over, and nothing has taken its place. */
export function isOver(edition: { state: EditionState; period_end: Day | null }, today: Day): boolean {
  return edition.state === 'vetted' && edition.period_end !== null && edition.period_end < today
}
