import { agendaItemsConclude, agendaItemsPark, meetingsGet, meetingsTurn } from '../../../server/modules/cadence/contract.ts'
import { useTell } from '../../ask.ts'
import { useKeys } from '../../kit/keys.ts'
import type { Writing } from './words.ts'
import { type Item, leadsOn, type Meeting, nextOf } from './words.ts'

type LiveKey = { keys: string; says: string; run: () => void }

/** The keys that do something now, and no other: an issue is solved or parked, whatever is talked about is decided and acted on. */
export function useMeetingKeys(
  meeting: Meeting,
  current: Item | undefined,
  part: Item | undefined,
  write: (what: Writing) => void,
  close: () => void,
) {
  const { id } = meeting
  const stale = { stale: [meetingsGet] }
  const turn = useTell(meetingsTurn, stale)
  const park = useTell(agendaItemsPark, stale)
  const solve = useTell(agendaItemsConclude, stale)
  const about = current ?? part
  const open = about?.state === 'open' || about?.state === 'parked'
  const may = (name: string) => meeting.may.includes(`cadence.${name}`)
  const keys: (LiveKey | false | undefined)[] = [
    about && open && may('agenda_items.decide') && { keys: 'D', says: 'Decision', run: () => write({ what: 'decision', item: about.id }) },
    about && open && may('agenda_items.act') && { keys: 'A', says: 'Action', run: () => write({ what: 'action', item: about.id }) },
    may('agenda_items.create') && { keys: 'I', says: 'Issue', run: () => write({ what: 'issue' }) },
    current && open && may('agenda_items.conclude') && { keys: 'S', says: 'Solved', run: () => solve.mutate({ id, item: current.id }) },
    current && open && may('agenda_items.park') && { keys: 'P', says: 'Park it', run: () => park.mutate({ id, item: current.id }) },
    may('meetings.turn') &&
      leadsOn(meeting, current) && { keys: 'N', says: 'Next item', run: () => turn.mutate({ id, ...nextOf(meeting, current) }) },
    may('meetings.close') && { keys: 'C', says: 'Close meeting', run: close },
  ]
  const live = keys.filter((key) => key !== false && key !== undefined)
  useKeys('Meeting', live)
  return { keys: live, turnTo: (item: string) => turn.mutate({ id, item }) }
}
