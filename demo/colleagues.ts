import { occurrences } from '../server/kernel/calendar/recurrence.ts'
import { parseRule } from '../server/kernel/calendar/rule.ts'
import type { Open } from '../server/kernel/context.ts'
import type { OpenHouse } from '../server/kernel/house.ts'
import { addDays, type Day } from '../server/kernel/period.ts'
import type { Endpoint } from '../server/kernel/room.ts'
import * as people from '../server/modules/people/contract.ts'
import { actorOfPerson, admitPerson, createGroup } from '../server/modules/people/index.ts'
import { away, bodies, colleagues, company, demoPassword, holidays, leaver, managers, owner, program } from './people.ts'
import type { Speaker } from '../server/kernel/demo.ts'
import { speakerOf } from './speakers.ts'

/** Everybody but the owner, each with a team, side by side, since a password takes its time. Answers the ids by address. */
export async function admitColleagues(open: Open, bossId: string): Promise<Map<string, string>> {
  const names = [...new Set(colleagues.flatMap(({ team }) => team ?? []))]
  const made = await open(async (ctx) => {
    const groups: [string, string][] = []
    for (const name of names) groups.push([name, (await createGroup(ctx, { name })).id])
    return groups
  })
  const teams = new Map(made)
  const admit = async ({ team, email, name, title, roles }: (typeof colleagues)[number]): Promise<[string, string]> => {
    const of = team ? teams.get(team) : undefined
    const newcomer = { name, email, title, roles, password: demoPassword, ...(of ? { teams: [of] } : {}) }
    return [email, await open((ctx) => admitPerson(ctx, newcomer))]
  }
  return new Map([[owner.email, bossId], ...(await Promise.all(colleagues.map(admit)))])
}

/** Who reports to whom, who answers together, and on which days nobody works. */
export async function arrange(boss: Speaker, ids: ReadonlyMap<string, string>, from: Day): Promise<void> {
  const id = (email: string) => ids.get(email) ?? ''
  await boss.say(people.personChange, { id: id(owner.email), title: owner.title })
  for (const { email } of colleagues) await boss.say(people.personChange, { id: id(email), manager_id: id(managers[email] ?? owner.email) })
  for (const { lead, members, ...facts } of bodies) {
    const group = await boss.say(people.groupCreate, { ...facts, lead_id: id(lead) })
    await boss.say(people.groupMembers, { id: group.id, person_ids: members.map(id), if_match: group.version })
  }
  const start = { day: `${from.slice(0, 4)}-01-01`, time: '09:00', zone: company.zone }
  const days = holidays.flatMap(({ name, rule }) =>
    occurrences(parseRule(rule), start, { before: addDays(from, 4 * 365), limit: 10 }).map(({ day }) => ({ date: day, name })),
  )
  await boss.say(people.calendarChange, { key: 'company', holidays: days, if_match: 1 })
}

/** One colleague leaves, and what hung on him goes to his manager, a program among it. */
export async function letGo(boss: Speaker, ids: ReadonlyMap<string, string>, today: Day): Promise<void> {
  const id = ids.get(leaver.email) ?? ''
  const { rights, days, ...facts } = program
  const { id: service_account_id } = await boss.say(people.serviceAccountCreate, { ...facts, owner_id: id })
  const expires_at = `${addDays(today, days)}T00:00:00Z`
  await boss.say(people.keyCreate, { name: facts.name, rights, expires_at, service_account_id })
  await boss.say(people.personDepart, { id, reason: 'Moves to a partner' })
  await boss.say(people.handOverDo, { id, to_id: ids.get(leaver.to) ?? '' })
}

/** Whoever is away these days has said before who is asked instead. */
export async function goAway(
  house: OpenHouse,
  endpoints: readonly Endpoint[],
  ids: ReadonlyMap<string, string>,
  today: Day,
): Promise<void> {
  const { email, to, what, daysAgo, days } = away
  const actor = await house.open((ctx) => actorOfPerson(ctx, ids.get(email) ?? ''))
  if (!actor) throw new Error(`nobody has the address ${email}`)
  const from_day = addDays(today, -daysAgo)
  const run = { what: [...what], from_day, until_day: addDays(from_day, days - 1) }
  await speakerOf(house, endpoints, actor).say(people.delegationCreate, { to_id: ids.get(to) ?? '', ...run })
}
