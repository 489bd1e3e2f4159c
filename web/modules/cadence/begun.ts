import { keptAt } from '../../kit/form/useKept.ts'
import type { Meeting, Writing } from './words.ts'

type Place = { meeting: Pick<Meeting, 'id'>; what: NonNullable<Writing>['what']; item?: string | undefined }

/** Under which what is typed in a meeting is kept in this browser. */
export function placeOf({ meeting, what, item }: Place): string {
  return `meeting:${meeting.id}:${what}:${item ?? ''}`
}

/** The line that was begun and not sent, if there is one: it opens again when the page does. */
export function begunIn(owner: string, meeting: Pick<Meeting, 'id' | 'agenda' | 'issues'>): Writing {
  const items = [...meeting.issues, ...meeting.agenda].filter(({ state }) => state === 'open' || state === 'parked')
  const lines: NonNullable<Writing>[] = [
    ...items.flatMap(({ id }) => [
      { what: 'decision' as const, item: id },
      { what: 'action' as const, item: id },
    ]),
    { what: 'issue' },
  ]
  return lines.find((line) => keptAt(owner, placeOf({ meeting, ...line })) !== undefined)
}
