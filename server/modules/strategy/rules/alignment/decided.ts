import { decimal } from '../../../../kernel/money.ts'
import type { Day } from '../../../../kernel/period.ts'
import { finding, said } from './finding.ts'
import { compare } from './measures.ts'
import { type Effect, type Finding, type House, isSaid, type Line, type Side, type Spend } from './model.ts'

/** Under which a decision's effect is looked up, however it is spelled. */
function aboutKey(about: string): string {
  return about.normalize('NFKC').trim().toLowerCase()
}

/** The names by which decisions in force may speak of a line: its metric, its systems, its own words. */
export function namesOf(line: Line): string[] {
  if (line.measure?.metric) return [aboutKey(line.measure.metric)]
  if (line.section !== 'methods' || line.depth > 0) return []
  const plain = line.text.replace(/\([A-Z]{2,5}\)/gu, ' ').replace(/\((?:owner|dri)[^()]*\)/giu, ' ')
  const label = plain.split(/: | [-–—] /u)[0] ?? plain
  return [...new Set([...line.systems, label, plain].map(nameKey))]
}

function nameKey(name: string): string {
  return aboutKey(name.replace(/\s+/gu, ' '))
}

/** The names by which they may speak of what a line is to cost: what is paid for, and what it is called where it is sold. */
export function namesOfSpend({ name, sku }: Spend): string[] {
  return [...new Set([name, sku ?? ''].map(nameKey))].filter((one) => one !== '')
}

/** C9: a line, or what it is to cost, that a decision in force says otherwise of. */
export function decided(side: Side, house: House): Finding[] {
  return [...lines(side, house), ...spending(side, house)]
}

function lines(side: Side, { effects }: House): Finding[] {
  return side.lines.filter(isSaid).flatMap((line) =>
    namesOf(line).flatMap((name) =>
      (effects.get(name) ?? []).flatMap((effect) => {
        const why = meets(line, side, effect)
        if (!why) return []
        return [
          finding(side, {
            code: 'C9',
            level: 'warn',
            title: `${effect.number} says otherwise`,
            says: effect.few ? `${said(side, line)} does not fit ${effect.number}.` : `${said(side, line)} ${why}: ${effect.number}.`,
            ends: [{ side, line }],
            extra: `${effect.number} ${effect.kind} ${effect.value ?? ''}`,
            few: effect.few,
          }),
        ]
      }),
    ),
  )
}

function meets(line: Line, side: Side, { kind, value }: Effect): string | undefined {
  if (kind === 'stop') return 'uses what a decision has stopped'
  if (value === null) return undefined
  if (kind === 'owner') {
    const owner = line.dri ?? side.dri
    return owner !== null && ![owner.key, owner.name].map(aboutKey).includes(aboutKey(value))
      ? `is ${owner.name}’s, and a decision gave it to ${value}`
      : undefined
  }
  return line.measure?.target ? beyond('promises', line.measure.target, line.measure.target, { kind, value }) : undefined
}

/** A figure against the one that a decision capped or set, where that is a number. */
function beyond(does: string, shown: string, figure: string, { kind, value }: Pick<Effect, 'kind' | 'value'>): string | undefined {
  if (value === null || !isNumber(value)) return undefined
  const order = compare(decimal(figure), decimal(value))
  if (kind === 'cap') return order > 0 ? `${does} ${shown}, above the cap of ${value}` : undefined
  return order !== 0 ? `${does} ${shown}, and a decision set ${value}` : undefined
}

/** What the lines of a budget pay for. What the method itself is told of already is not said again of its money. */
function spending(side: Side, { effects, today }: House): Finding[] {
  return side.lines.filter(isSaid).flatMap((line) => {
    const own = new Set(line.budget.length > 0 ? namesOf(line) : [])
    return line.budget.flatMap((spend) =>
      namesOfSpend(spend).flatMap((name) =>
        (effects.get(name) ?? []).flatMap((effect) => {
          const why =
            own.has(name) && (effect.kind === 'stop' || effect.kind === 'owner') ? undefined : spends(spend, line, side, effect, today)
          if (!why) return []
          const what = `“${spend.name}” in the budget of ${said(side, line)}`
          return [
            finding(side, {
              code: 'C9',
              level: 'warn',
              title: `${effect.number} says otherwise`,
              says: effect.few ? `${what} does not fit ${effect.number}.` : `${what} ${why}: ${effect.number}.`,
              ends: [{ side, line }],
              // other money is another finding: who waived so much did not waive more
              extra: `${effect.number} ${effect.kind} ${effect.value ?? ''} ${spend.id} ${spend.cost ?? ''}`,
              few: effect.few,
            }),
          ]
        }),
      ),
    )
  })
}

/** Costs are known in the company's currency alone, in which a cap is meant; of others nothing is said. */
function spends({ cost, currency, ends }: Spend, line: Line, side: Side, effect: Effect, today: Day): string | undefined {
  if (effect.kind === 'stop') return ends !== null && ends < today ? undefined : 'pays for what a decision has stopped'
  if (effect.kind === 'owner') return meets(line, side, effect)
  return cost === null ? undefined : beyond('costs', `${cost} ${currency} in the period`, cost, effect)
}

function isNumber(text: string): boolean {
  return /^-?\d{1,24}(\.\d{1,12})?$/.test(text)
}
