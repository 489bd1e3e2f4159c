import { afterAll, beforeAll, expect, test } from 'vitest'
import { admitColleagues, arrange, goAway, letGo } from '../../demo/colleagues.ts'
import { company, demoPassword, owner } from '../../demo/people.ts'
import { speakerOf } from '../../demo/speakers.ts'
import { actorOfPerson, delegatesOf, doFirstRun, partyOf, setRoles } from '../../server/modules/people/index.ts'
import { calendarRead, handOverRead, orgRead } from '../../server/modules/people/contract.ts'
import { rooms } from '../../server/rooms.ts'
import { type Cast, openCast } from '../cast/cast.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ now: new Date('2026-06-15T17:00:00Z') })
})
afterAll(() => cast?.close())

test('the demo company has signs, managers, holidays, somebody who is away, and a leaver whose work is with somebody', async () => {
  const { person_id: bossId } = await cast.open((ctx) =>
    doFirstRun(ctx, { company, owner: { name: owner.name, email: owner.email, password: demoPassword } }),
  )
  const ids = await admitColleagues(cast.open, bossId)
  await cast.open((ctx) => setRoles(ctx, { id: bossId, roles: owner.roles }))
  const actor = (await cast.open((ctx) => actorOfPerson(ctx, bossId))) ?? expect.fail('nobody founded it')
  const boss = speakerOf(
    cast.house,
    rooms.flatMap((room) => room.operations),
    actor,
  )
  await arrange(boss, ids, '2026-06-15')
  // as if it were twelve days later: what happens then is said before
  const today = '2026-06-27'
  await letGo(boss, ids, today)
  await goAway(
    cast.house,
    rooms.flatMap((room) => room.operations),
    ids,
    today,
  )
  const party = (sign: string) => cast.open((ctx) => partyOf(ctx, sign, '2026-06-15'))
  expect([(await party('LT')).kind, (await party('MO')).kind]).toEqual(['group', 'person'])
  const { next } = await boss.say(calendarRead, { key: 'company', day: '2026-12-24' })
  expect(next.slice(0, 2).map((one) => one.day)).toEqual(['2026-12-24', '2026-12-28'])
  const paul = ids.get('paul@tidewater.example') ?? ''
  const { items } = await boss.say(handOverRead, { id: paul })
  expect(items.map(({ title, to }) => [title, to?.name])).toEqual([
    ['Partner Programme', 'Noa Peretz'],
    ['Partner directory', 'Noa Peretz'],
  ])
  const away = ids.get('teodor@tidewater.example') ?? ''
  expect((await cast.open((ctx) => delegatesOf({ ...ctx, today }, [away], 'actions'))).get(away)?.id).toBe(
    ids.get('ilse@tidewater.example'),
  )
  const chart = (await boss.say(orgRead, {})).items
  expect(chart.filter((one) => one.manager_id === null).map((one) => one.name)).toEqual([owner.name])
})
