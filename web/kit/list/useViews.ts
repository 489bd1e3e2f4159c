import { session, viewsList, viewsShare } from '../../../server/doors/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import type { BuiltView } from './parts.ts'
import type { View } from './state.ts'

export type SavedView = AskOutput<typeof viewsList>['items'][number]
export type Views = { views: (View & { saved: SavedView })[]; mine: string | undefined; ready: boolean }

/** The room's own views, each with its word for the address. */
export function builtViews(views: readonly BuiltView[]): View[] {
  return views.map(({ title, where = [], ...rest }) => ({ key: wordOf(title), title, where, ...rest }))
}

function wordOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

/** Whether the reader may show a view to all. */
export function useMayShare(): boolean {
  return useAsk(session, {}, { staleTime: 30_000 }).data?.may.includes(viewsShare.right) ?? false
}

/** Views of this list that people saved, and which one the reader begins with. */
export function useViews(list: string): Views {
  const asked = useAsk(viewsList, { list })
  const views = (asked.data?.items ?? []).map((saved) => ({
    key: saved.id,
    title: saved.title,
    where: saved.where,
    ...(saved.sort === null ? {} : { sort: saved.sort }),
    ...(saved.columns === null ? {} : { columns: saved.columns }),
    saved,
  }))
  return { views, mine: asked.data?.default ?? undefined, ready: !asked.isPending }
}
