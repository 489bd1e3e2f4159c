import type { Attention, AttentionSource } from '../../kernel/room.ts'
import { leftBehind } from './store/hand-over.ts'
import { endingKeys } from './store/keys.ts'
import { findPerson } from './store/persons.ts'

const day = 86_400_000

/** What waits for a colleague here: a second factor for those who can let others in, and own keys that end within two weeks. */
export const attention: AttentionSource[] = [
  {
    right: 'people.admin',
    find: async (ctx): Promise<Attention[]> => {
      const person = ctx.actor.kind === 'person' ? await findPerson(ctx.tx, ctx.actor.id, ctx.today) : undefined
      if (!person || person.two_factor_enabled) return []
      const detail = 'You can let others in: a stolen password should not be enough.'
      return [
        { kind: 'two_factor', title: 'Turn on two-factor sign-in', act: 'Turn on', detail, href: '/people/me', at: person.created_at },
      ]
    },
  },
  {
    right: 'people.admin',
    find: async (ctx): Promise<Attention[]> => {
      const leavers = await leftBehind(ctx.tx)
      return leavers.map(({ id, name, left_at, things }) => ({
        kind: 'hand_over',
        title: `What ${name} left behind waits for somebody`,
        detail: things === 1 ? 'One thing has nobody who is responsible.' : `${things} things have nobody who is responsible.`,
        href: `/people/hand-overs/${id}`,
        act: 'Hand over',
        at: left_at ?? ctx.now,
      }))
    },
  },
  {
    right: 'people.read',
    find: async (ctx) => {
      const ending = await endingKeys(ctx.tx, ctx.actor.id, ctx.now, new Date(ctx.now.getTime() + 14 * day))
      return ending.map((key) => ({
        kind: 'api_key',
        title: `The API key “${key.name}” ends soon`,
        detail: `On ${key.expires_at.toISOString().slice(0, 10)} its programs stop. Make a new one before.`,
        href: '/people/api-keys',
        act: 'Make one',
        at: new Date(key.expires_at.getTime() - 14 * day),
        assignee: ctx.actor.id,
        due: key.expires_at.toISOString().slice(0, 10),
      }))
    },
  },
]
