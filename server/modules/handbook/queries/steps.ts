import { cutsOf, maySee, type Reader } from '../rules/audience.ts'
import { project } from '../rules/projection.ts'
import { type Leads, rendered } from '../rules/render.ts'
import { type Step, stepsOf } from '../rules/steps.ts'

export type ShownStep = Omit<Step, 'place' | 'body' | 'from' | 'to'> & { key: string; html: string }

/** The steps of a text as a reader may see them, each with its lasting key. */
export function shownSteps(source: string, keys: readonly string[], reader: Reader, leads: Leads): ShownStep[] {
  const hidden = cutsOf(source).filter((cut) => !maySee(reader, cut))
  const whole = reader !== 'everyone' && reader.all
  return stepsOf(source, whole ? [] : hidden).map(({ place, body, from: _from, to: _to, ...step }) => ({
    ...step,
    key: keys[place] ?? '',
    html: body === '' ? '' : rendered(project(body, reader), step.title, leads).html,
  }))
}
