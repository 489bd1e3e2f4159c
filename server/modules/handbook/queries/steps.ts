import type { Context } from '../../../kernel/context.ts'
import { type Ask, askOf } from '../rules/asks.ts'
import { cutsOf, maySee, type Reader } from '../rules/audience.ts'
import { project } from '../rules/projection.ts'
import { type Leads, rendered, type Shows } from '../rules/render.ts'
import { type Step, stepsOf } from '../rules/steps.ts'
import type { Looks } from '../store/pages.ts'
import type { PageTable } from '../tables.ts'
import { filesInApp } from './attachments.ts'
import { inApp, linkedFrom } from './looking.ts'

export type ShownStep = Omit<Step, 'place' | 'body' | 'from' | 'to' | 'asks'> & { key: string; html: string; asks: Ask[] }

/** The steps of a text that a reader may see, and what of each. */
export function seenSteps(source: string, reader: Reader): Step[] {
  return stepsOf(source, reader !== 'everyone' && reader.all ? [] : cutsOf(source).filter((cut) => !maySee(reader, cut)))
}

type Text = { source: string; no: number; keys: readonly string[]; reader: Reader; looks: Looks }

/** The steps of a text of a page as a reader sees them, with their links and pictures. */
export async function stepsFor(ctx: Pick<Context, 'tx'>, page: Pick<PageTable, 'id' | 'path'>, text: Text): Promise<ShownStep[]> {
  const { source, no, keys, reader, looks } = text
  const shown = project(source, reader)
  const [linked, files] = await Promise.all([linkedFrom(ctx, shown, page.path), filesInApp(ctx, page, no, shown)])
  return shownSteps(source, keys, reader, files.leads(inApp(linked, looks)), files.shows)
}

/** The same, as they are shown, each with its lasting key. */
function shownSteps(source: string, keys: readonly string[], reader: Reader, leads: Leads, shows: Shows): ShownStep[] {
  return seenSteps(source, reader).map(({ place, body, from: _from, to: _to, asks, ...step }) => ({
    ...step,
    asks: asks.flatMap((said) => askOf(said) ?? []),
    key: keys[place] ?? '',
    html: body === '' ? '' : rendered(project(body, reader), step.title, leads, shows).html,
  }))
}
