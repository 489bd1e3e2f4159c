import { type Ask, askOf } from '../rules/asks.ts'
import { cutsOf, maySee, type Reader } from '../rules/audience.ts'
import { project } from '../rules/projection.ts'
import { type Leads, rendered } from '../rules/render.ts'
import { type Step, stepsOf } from '../rules/steps.ts'

export type ShownStep = Omit<Step, 'place' | 'body' | 'from' | 'to' | 'asks'> & { key: string; html: string; asks: Ask[] }

/** The steps of a text that a reader may see, and what of each. */
export function seenSteps(source: string, reader: Reader): Step[] {
  return stepsOf(source, reader !== 'everyone' && reader.all ? [] : cutsOf(source).filter((cut) => !maySee(reader, cut)))
}

/** The same, as they are shown, each with its lasting key. */
export function shownSteps(source: string, keys: readonly string[], reader: Reader, leads: Leads): ShownStep[] {
  return seenSteps(source, reader).map(({ place, body, from: _from, to: _to, asks, ...step }) => ({
    ...step,
    asks: asks.flatMap((said) => askOf(said) ?? []),
    key: keys[place] ?? '',
    html: body === '' ? '' : rendered(project(body, reader), step.title, leads).html,
  }))
}
