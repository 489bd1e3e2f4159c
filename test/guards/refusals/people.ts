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
const team = (world: World, name: string) => world.ask(promise.teamCreate, { name })

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
    world.ask(promise.holidaysSet, {
      year: 2026,
      items: [
        { day: '2026-12-25', name: 'Christmas' },
        { day: '2026-12-25', name: 'Noel' },
      ],
    }),
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
    return world.ask(promise.teamMembers, { id, person_ids: [nobody()] })
  },
  'session.needed': (world) => world.ask(promise.passwordChange, { current: password, password: 'another calm harbour' }),
  'session.unknown': async (world) => {
    const id = (await seated(world)).session ?? ''
    return world.ask(promise.sessionEnd, { id }, world.person('member'))
  },
  'team.name_taken': async (world) => {
    await team(world, 'North')
    return team(world, 'North')
  },
  'team.has_parts': async (world) => {
    const { id } = await team(world, 'North')
    await world.ask(promise.teamCreate, { name: 'Far North', parent_id: id })
    return world.ask(promise.teamClose, { id })
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
    return world.ask(promise.teamMembers, { id, person_ids: [world.ids.mate], if_match: 77 })
  },
  'right.missing': (world) => world.ask(promise.personChange, { id: world.ids.mate, name: 'Somebody else' }, world.person('finance')),
}
