import type { pagesGet, textsPreview, versionsList } from '../../../server/modules/handbook/contract.ts'
import type { AskOutput } from '../../ask.ts'

export type Page = AskOutput<typeof pagesGet>
export type Preview = AskOutput<typeof textsPreview>
export type Version = AskOutput<typeof versionsList>['items'][number]

/** An id in an address that is none is of no page: the server's words about the form of ids help nobody. */
export const isPageId = (id: string) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

export const crumbs = [{ title: 'Handbook', href: '/handbook/pages' }]

export const seenBy: Readonly<Record<Page['audience'], string>> = {
  public: 'Everyone',
  internal: 'All colleagues',
  restricted: 'The few',
}

export const markWords: Readonly<Record<string, string>> = { tba: 'TBA', wip: 'WIP', needs_update: 'Needs updating' }

export const classWords: Readonly<Record<Version['class'], string>> = {
  first: 'First text',
  editorial: 'Editorial change',
  minor: 'Minor change',
  material: 'Material change',
}
