import { systemActor } from '../../../server/kernel/house.ts'
import * as promise from '../../../server/modules/people/contract.ts'
import { actorOfSession } from '../../../server/modules/people/index.ts'
import { appCode, tokenOf } from '../../cast/staff.ts'
import { password, type World } from '../../cast/writes.ts'
import type { Refusals } from './refusals.ts'

async function seated(world: World) {
  const { email } = world.owner
  const token = tokenOf(await world.ask(promise.signIn, { email, password }, world.actors.visitor))
  const actor = await world.open((ctx) => actorOfSession(ctx, token))
  if (!actor) throw new Error('nobody signed in')
  return actor
}
const nobody = () => crypto.randomUUID()
const team = (world: World, name: string) => world.ask(promise.groupCreate, { name })

export const people: Refusals = {
  'api_key.person_needed': (world) =>
    world.ask(
      promise.keyCreate,
      { name: 'Of nobody', rights: ['people.read'], expires_at: '2026-07-01T00:00:00Z' },
      systemActor('operator'),
    ),
  'company.locale_unknown': (world) => world.ask(promise.companyChange, { locale: 'not a language' }),
  'company.zone_unknown': (world) => world.ask(promise.companyChange, { zone: 'Moon/Tranquility' }),
  'holiday.twice': (world) =>
    world.ask(promise.calendarChange, {
      key: 'company',
      holidays: [
        { date: '2026-12-25', name: 'Christmas' },
        { date: '2026-12-25', name: 'Noel' },
      ],
    }),
  'calendar.taken': (world) =>
    world.ask(promise.calendarCreate, { key: 'company', name: 'Other', zone: 'UTC', weekly: [{ weekday: 1, from: '09:00', to: '17:00' }] }),
  'calendar.past': (world) => world.ask(promise.calendarChange, { key: 'company', name: 'Older', valid_from: '2001-01-01' }),
  'calendar.before': async (world) => {
    await world.ask(promise.calendarChange, { key: 'company', name: 'Next year', valid_from: '2027-06-01' })
    return world.ask(promise.calendarChange, { key: 'company', name: 'Now' })
  },
  'invitation.not_open': async (world) => {
    const { id } = await world.ask(promise.invite, { email: 'sam@tidewater.example', roles: ['member'] })
    await world.ask(promise.invitationRevoke, { id })
    return world.ask(promise.invitationRevoke, { id })
  },
  'person.email_taken': (world) => world.ask(promise.invite, { email: 'noa@tidewater.example', roles: ['member'] }),
  'person.left': async (world) => {
    const { mate: id } = world.ids
    await world.ask(promise.personDepart, { id })
    return world.ask(promise.personRoles, { id, roles: ['member'] })
  },
  'person.not_active': async (world) => {
    const { id } = await team(world, 'North')
    return world.ask(promise.groupMembers, { id, person_ids: [nobody()] })
  },
  'session.needed': (world) => world.ask(promise.passwordChange, { current: password, password: 'another calm harbour' }),
  'session.unknown': async (world) => {
    const id = (await seated(world)).session ?? ''
    return world.ask(promise.sessionEnd, { id }, world.person('member'))
  },
  'group.short_name': (world) => world.ask(promise.groupCreate, { name: 'North', short_name: '7' }),
  'group.short_name_taken': async (world) => {
    const { initials } = await world.ask(promise.personRead, { id: world.ids.mate })
    return world.ask(promise.groupCreate, { name: 'North', short_name: initials?.toLowerCase() ?? '' })
  },
  'group.not_a_team': async (world) => {
    const { id } = await team(world, 'North')
    return world.ask(promise.groupCreate, { name: 'Leadership', kind: 'body', parent_id: id })
  },
  'membership.past': async (world) => {
    const { id } = await team(world, 'North')
    const group = await world.ask(promise.memberAdd, { id, person_id: world.ids.mate, valid_from: '2026-01-01' })
    return world.ask(promise.memberEnd, { id: group.memberships[0]?.id ?? '', valid_to: '2026-02-01' })
  },
  'membership.over': async (world) => {
    const { id } = await team(world, 'North')
    const group = await world.ask(promise.memberAdd, { id, person_id: world.ids.mate, valid_from: '2026-01-01', valid_to: '2026-02-01' })
    return world.ask(promise.memberEnd, { id: group.memberships[0]?.id ?? '' })
  },
  'person.initials_taken': async (world) => {
    await world.ask(promise.groupCreate, { name: 'Leadership team', short_name: 'LT', kind: 'body' })
    return world.ask(promise.personChange, { id: world.ids.mate, initials: 'LT' })
  },
  'person.manager_cycle': async (world) => {
    await world.ask(promise.personChange, { id: world.ids.mate, manager_id: world.ids.boss })
    return world.ask(promise.personChange, { id: world.ids.boss, manager_id: world.ids.mate })
  },
  'person.stays': (world) => world.ask(promise.personStay, { id: world.ids.mate }),
  'person.ends_first': (world) => world.ask(promise.personDepart, { id: world.ids.mate, ended_on: '2001-01-01' }),
  'hand_over.to_self': (world) => world.ask(promise.handOverDo, { id: world.ids.mate, to_id: world.ids.mate }),
  'hand_over.nothing': (world) => world.ask(promise.handOverDo, { id: world.ids.mate, to_id: world.ids.boss }),
  'hand_over.too_late': (world) => world.ask(promise.handOverUndo, { id: world.ids.mate }),
  'grant.days': (world) =>
    world.ask(promise.grantCreate, { id: world.ids.mate, role: 'finance', until_day: '2001-01-01', reason: 'Too late' }),
  'grant.over': async (world) => {
    const { grants } = await world.ask(promise.personRead, { id: world.ids.mate })
    const id = grants[0]?.id ?? ''
    await world.ask(promise.grantEnd, { id })
    return world.ask(promise.grantEnd, { id })
  },
  'group.name_taken': async (world) => {
    await team(world, 'North')
    return team(world, 'North')
  },
  'group.has_parts': async (world) => {
    const { id } = await team(world, 'North')
    await world.ask(promise.groupCreate, { name: 'Far North', parent_id: id })
    return world.ask(promise.groupClose, { id })
  },
  'two_factor.already_on': async (world) => {
    const actor = await seated(world)
    const { uri } = await world.ask(promise.twoFactorEnrol, { password }, actor)
    const token = tokenOf(await world.ask(promise.twoFactorConfirm, { code: appCode(uri, -1) }, actor))
    const renewed = await world.open((ctx) => actorOfSession(ctx, token))
    return world.ask(promise.twoFactorConfirm, { code: appCode(uri) }, renewed)
  },
  'two_factor.not_on': async (world) => world.ask(promise.twoFactorConfirm, { code: '123456' }, await seated(world)),
  'edit.stale': async (world) => {
    const { id } = await team(world, 'North')
    return world.ask(promise.groupMembers, { id, person_ids: [world.ids.mate], if_match: 77 })
  },
  'right.missing': (world) => world.ask(promise.personChange, { id: world.ids.mate, name: 'Somebody else' }, world.person('finance')),
}
