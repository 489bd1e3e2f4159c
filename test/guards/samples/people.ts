import * as promise from '../../../server/modules/people/contract.ts'
import { actorOfSession } from '../../../server/modules/people/index.ts'
import { password, type World } from '../../cast/writes.ts'
import { appCode, tokenOf } from '../../cast/staff.ts'
import { samples as awaySamples } from './people-away.ts'
import type { SamplesOf } from './sample.ts'

/** The owner at a session of their own, which a password opened. */
async function seated(world: World) {
  const { email } = world.owner
  const token = tokenOf(await world.ask(promise.signIn, { email, password }, world.actors.visitor))
  const actor = await world.open((ctx) => actorOfSession(ctx, token))
  if (!actor) throw new Error('nobody signed in')
  return actor
}

async function enrolled(world: World) {
  const actor = await seated(world)
  return { actor, uri: (await world.ask(promise.twoFactorEnrol, { password }, actor)).uri }
}

async function withTwo(world: World) {
  const { actor, uri } = await enrolled(world)
  const token = tokenOf(await world.ask(promise.twoFactorConfirm, { code: appCode(uri, -1) }, actor))
  const renewed = await world.open((ctx) => actorOfSession(ctx, token))
  if (!renewed) throw new Error('the session was not renewed')
  return { uri, renewed }
}

const team = (world: World, name = 'North') => world.ask(promise.groupCreate, { name })
const newKey = (world: World) =>
  world.ask(promise.keyCreate, { name: 'Robot', rights: ['people.read'], expires_at: '2026-07-01T00:00:00Z' })
const invited = (world: World) => world.ask(promise.invite, { email: 'sam@tidewater.example', roles: ['member'] })
const linkIn = async (world: World, to: string) => /#([\w-]+)/.exec(await world.letterTo(to))?.[1] ?? ''

export const samples: SamplesOf<typeof promise> = {
  ...awaySamples,
  'people.first_run.do': {
    given: async (world) => {
      await world.query('delete from people.calendar')
      await world.query('delete from people.company')
      const owner = { name: 'Ines Okafor', email: 'ines@tidewater.example', password: 'four ducks on a pond' }
      return { as: world.actors.visitor, input: { company: { name: 'Tidewater Systems' }, owner } }
    },
    audit: ['people.company.created', 'people.person.joined'],
    events: ['people.person.joined'],
  },
  'people.company.change': {
    given: async (world) => ({ input: { name: 'Tidewater', if_match: (await world.ask(promise.companyRead, {})).version } }),
    audit: ['people.company.changed'],
    events: ['people.company.changed'],
  },
  'people.calendars.create': {
    given: () => ({
      input: { key: 'de-by', name: 'Bavaria', zone: 'Europe/Berlin', weekly: [{ weekday: 1, from: '09:00', to: '17:00' }] },
    }),
    audit: ['people.calendar.created'],
    events: ['people.calendar.changed'],
  },
  'people.calendars.change': {
    given: () => ({ input: { key: 'company', holidays: [{ date: '2026-12-25', name: 'Christmas' }], if_match: 1 } }),
    audit: ['people.calendar.changed'],
    events: ['people.calendar.changed'],
    unknown: 'calendar.unknown',
  },
  'people.sign_in': {
    given: (world) => ({ as: world.actors.visitor, input: { email: world.owner.email, password } }),
    audit: ['people.session.started'],
    actor: 'subject',
  },
  'people.sign_in.second_step': {
    given: async (world) => {
      const { uri } = await withTwo(world)
      const first = await world.ask(promise.signIn, { email: world.owner.email, password }, world.actors.visitor)
      const challenge = 'challenge' in first ? first.challenge : ''
      return { as: world.actors.visitor, input: { challenge, code: appCode(uri) } }
    },
    audit: ['people.session.started'],
    actor: 'subject',
  },
  'people.sign_out': {
    given: async (world) => ({ as: await seated(world), input: {} }),
    audit: ['people.session.ended'],
  },
  'people.password.change': {
    given: async (world) => ({ as: await seated(world), input: { current: password, password: 'another calm harbour' } }),
    audit: ['people.password.changed'],
  },
  'people.password.ask_reset': {
    given: (world) => ({ as: world.actors.visitor, input: { email: world.owner.email } }),
    quiet: 'puts the request down, the same for every address; what becomes of it is kept when it is heard',
    events: ['people.reset.asked'],
  },
  'people.password.reset': {
    given: async (world) => {
      await world.ask(promise.passwordResetAsk, { email: world.owner.email }, world.actors.visitor)
      return { as: world.actors.visitor, input: { token: await linkIn(world, world.owner.email), password: 'another calm harbour' } }
    },
    audit: ['people.password.reset'],
  },
  'people.two_factor.enrol': {
    given: async (world) => ({ as: await seated(world), input: { password } }),
    audit: ['people.two_factor.begun'],
  },
  'people.two_factor.confirm': {
    given: async (world) => {
      const { actor, uri } = await enrolled(world)
      return { as: actor, input: { code: appCode(uri) } }
    },
    audit: ['people.two_factor.turned_on'],
  },
  'people.two_factor.remove': {
    given: async (world) => ({ as: (await withTwo(world)).renewed, input: { password } }),
    audit: ['people.two_factor.turned_off'],
  },
  'people.persons.change': {
    given: async (world) => ({ input: { id: world.ids.mate, name: 'Noa L.', if_match: await versionOf(world) } }),
    audit: ['people.person.changed'],
    events: ['people.person.changed'],
    unknown: 'person.unknown',
  },
  'people.persons.set_roles': {
    given: async (world) => ({ input: { id: world.ids.mate, roles: ['sales', 'member'], if_match: await versionOf(world) } }),
    audit: ['people.roles.changed'],
    events: ['people.role.ended', 'people.role.granted'],
    unknown: 'person.unknown',
  },
  'people.persons.depart': {
    given: (world) => ({ input: { id: world.ids.mate } }),
    audit: ['people.person.left'],
    events: ['people.person.left'],
    unknown: 'person.unknown',
  },
  'people.persons.stay': {
    given: async (world) => {
      await world.ask(promise.personDepart, { id: world.ids.mate, ended_on: '2027-12-31' })
      return { input: { id: world.ids.mate } }
    },
    audit: ['people.person.stays'],
    unknown: 'person.unknown',
  },
  'people.grants.create': {
    given: (world) => ({ input: { id: world.ids.mate, role: 'finance', until_day: '2027-12-31', reason: 'Covers a holiday' } }),
    audit: ['people.role.granted'],
    events: ['people.role.granted'],
    unknown: 'person.unknown',
  },
  'people.grants.end': {
    given: async (world) => {
      const person = await world.ask(promise.personRead, { id: world.ids.mate })
      return { input: { id: person.grants.find((one) => one.role === 'it')?.id ?? '' } }
    },
    audit: ['people.role.ended'],
    events: ['people.role.ended'],
    unknown: 'grant.unknown',
  },
  'people.memberships.create': {
    given: async (world) => ({ input: { id: (await team(world)).id, person_id: world.ids.mate } }),
    audit: ['people.membership.added'],
    events: ['people.group.changed'],
    unknown: 'group.unknown',
  },
  'people.memberships.end': {
    given: async (world) => {
      const { id } = await team(world)
      const group = await world.ask(promise.memberAdd, { id, person_id: world.ids.mate })
      return { input: { id: group.memberships[0]?.id ?? '' } }
    },
    audit: ['people.membership.ended'],
    events: ['people.group.changed'],
    unknown: 'membership.unknown',
  },
  'people.groups.create': {
    given: () => ({ input: { name: 'North' } }),
    audit: ['people.group.created'],
    events: ['people.group.changed'],
  },
  'people.groups.change': {
    given: async (world) => {
      const { id, version } = await team(world)
      return { input: { id, name: 'South', if_match: version } }
    },
    audit: ['people.group.changed'],
    events: ['people.group.changed'],
    unknown: 'group.unknown',
  },
  'people.groups.set_members': {
    given: async (world) => {
      const { id, version } = await team(world)
      return { input: { id, person_ids: [world.ids.mate], if_match: version } }
    },
    audit: ['people.group.members_set'],
    events: ['people.group.changed'],
    unknown: 'group.unknown',
  },
  'people.groups.close': {
    given: async (world) => ({ input: { id: (await team(world)).id } }),
    audit: ['people.group.closed'],
    events: ['people.group.changed'],
    unknown: 'group.unknown',
  },
  'people.invitations.create': {
    given: () => ({ input: { email: 'sam@tidewater.example', roles: ['member'] } }),
    audit: ['people.invitation.sent'],
  },
  'people.invitations.revoke': {
    given: async (world) => ({ input: { id: (await invited(world)).id } }),
    audit: ['people.invitation.revoked'],
    unknown: 'invitation.unknown',
  },
  'people.invitations.look_up': {
    given: async (world) => {
      await invited(world)
      return { as: world.actors.visitor, input: { token: await linkIn(world, 'sam@tidewater.example') } }
    },
    quiet: 'reads what a link says; a POST, so that the token stands in no address',
  },
  'people.invitations.accept': {
    given: async (world) => {
      await invited(world)
      const token = await linkIn(world, 'sam@tidewater.example')
      return { as: world.actors.visitor, input: { token, name: 'Sam', password: 'five gulls on a mast' } }
    },
    audit: ['people.invitation.accepted', 'people.person.joined'],
    events: ['people.person.joined'],
  },
  'people.api_keys.create': {
    given: () => ({ input: { name: 'Robot', rights: ['people.read'], expires_at: '2026-07-01T00:00:00Z' } }),
    audit: ['people.api_key.created'],
    events: ['people.key.created'],
  },
  'people.api_keys.rotate': {
    given: async (world) => ({ input: { id: (await newKey(world)).key.id } }),
    audit: ['people.api_key.rotated'],
    events: ['people.key.created', 'people.key.revoked'],
    unknown: 'api_key.unknown',
  },
  'people.api_keys.revoke': {
    given: async (world) => ({ input: { id: (await newKey(world)).key.id } }),
    audit: ['people.api_key.revoked'],
    events: ['people.key.revoked'],
    unknown: 'api_key.unknown',
  },
  'people.sessions.prove': {
    given: async (world) => ({ as: await seated(world), input: { password } }),
    audit: ['people.session.proved'],
  },
  'people.sessions.end': {
    given: async (world) => ({ as: world.person('admin'), input: { id: (await seated(world)).session ?? '' } }),
    audit: ['people.session.ended'],
    unknown: 'session.unknown',
  },
}

async function versionOf(world: World): Promise<number> {
  return (await world.ask(promise.personRead, { id: world.ids.mate })).version
}
