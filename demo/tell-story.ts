import type { Actor } from '../server/kernel/context.ts'
import type { OpenHouse } from '../server/kernel/house.ts'
import { addDays, type Day, daysBetween } from '../server/kernel/period.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import { type Calendar, liveAtTill, liveInOffice } from './days.ts'
import { decisionSteps } from './deciding.ts'
import { type Desk, openDesk, together, type Word } from './desk.ts'
import { furnishCompany } from './furnish.ts'
import { inHands } from './hands.ts'
import { clearInboxes } from './inboxes.ts'
import { leaver } from './people.ts'
import { salesFloor } from './sales.ts'
import { speakerOf } from './speakers.ts'
import { storyOf } from './story.ts'
import { tillOf } from './till.ts'

/** What whoever keeps the till must know. */
export type Opening = { today: Day; now: Date; staff: { sales: Actor; finance: Actor } }
/** Opens the till in another process; what is said there is heard here. */
export type TillElsewhere = (
  opening: Opening,
  hear: (word: Word) => void,
) => { tell: (word: Word) => void; ended: Promise<void>; end: () => void }
type Stage = { house: OpenHouse; endpoints: readonly Endpoint[]; till?: TillElsewhere }

/** Two years of people: they furnish the company, sell, decide and leave. */
export async function tellStory(stage: Stage, today: Day, say: (text: string) => void, lived: (day: Day) => void): Promise<void> {
  const { house, endpoints } = stage
  const { from, customers } = storyOf(today)
  await inHands(house, ['front', 'late'], async ({ front, late }) => {
    front.at(noon(from))
    const { staff, sellers, leave, people } = await furnishCompany(front.house, endpoints, from, today)
    await front.settled()
    say('company, people, price book, keys')
    const now = house.clock()
    const steps = Map.groupBy(decisionSteps(people, today), ({ day }) => day)
    const { sales, finance } = staff
    await besideTill(stage, { today, now, staff: { sales, finance } }, (desk) =>
      liveInOffice({ front, late }, desk, {
        ...calendarOf(today, now),
        evening: async (day) => {
          for (const { run } of steps.get(day) ?? []) await run()
        },
        alone: { day: addDays(today, -leaver.daysAgo), run: leave },
        floor: salesFloor(front, endpoints, customers, staff, (index) => sellers[index % sellers.length] ?? null, desk.held),
        lived: (day) => {
          lived(day)
          if (day.endsWith('-01') && Number(day.slice(5, 7)) % 6 === 0) say(`lived until ${day}`)
        },
      }),
    )
    const actors = [...people.values()].map(({ actor }) => actor)
    await clearInboxes(front.house, actors, noon(addDays(today, -10)))
  })
}

/** Keeps the till of a story that is told elsewhere, over this desk. */
export function tellTill({ house, endpoints }: Stage, { today, now, staff }: Opening, desk: Desk): Promise<void> {
  return inHands(house, ['back'], ({ back }) =>
    liveAtTill(back, desk, {
      ...calendarOf(today, now),
      till: tillOf(back, endpoints, storyOf(today).customers, staff),
      finance: speakerOf(back.house, endpoints, staff.finance),
    }),
  )
}

async function besideTill(stage: Stage, opening: Opening, work: (desk: Desk) => Promise<void>): Promise<void> {
  if (!stage.till) {
    const desk = openDesk()
    return together(desk, [work(desk), tellTill(stage, opening, desk)])
  }
  const desk = openDesk((word) => till.tell(word))
  const till = stage.till(opening, desk.hear)
  const office = async () => {
    try {
      await work(desk)
    } catch (error) {
      till.end()
      throw error
    }
  }
  await together(desk, [office(), till.ended])
}

function calendarOf(today: Day, now: Date): Calendar {
  const { from, to, happenings } = storyOf(today)
  const byDay = Map.groupBy(happenings, ({ day }) => day)
  return {
    days: Array.from({ length: daysBetween(from, to) + 1 }, (_, place) => addDays(from, place)),
    clockOf: (day) => (day === today ? now : noon(day)),
    happenings: (day) => byDay.get(day) ?? [],
  }
}

/** When on a day things happen. */
export function noon(day: Day): Date {
  return new Date(`${day}T17:00:00Z`)
}
