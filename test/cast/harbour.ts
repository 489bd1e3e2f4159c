import { sql } from 'kysely'
import { z } from 'zod'
import { record } from '../../server/kernel/audit.ts'
import type { Actor, Scope } from '../../server/kernel/context.ts'
import { withCookies } from '../../server/kernel/cookies.ts'
import { fitVersion } from '../../server/kernel/edits.ts'
import { operation } from '../../server/kernel/operation.ts'
import { cut, pageInput, pageOf, readCursor } from '../../server/kernel/page.ts'
import { Refusal } from '../../server/kernel/refusal.ts'
import { bind, type Room } from '../../server/kernel/room.ts'
import { roomOf } from './room.ts'

const boat = z.object({ name: z.string(), berth: z.number(), version: z.number(), at: z.date() })

const boats = operation({
  name: 'harbour.boats.list',
  method: 'GET',
  path: '/boats',
  right: 'harbour.read',
  summary: 'Boats by name',
  input: z.object({ ...pageInput, flags: z.array(z.string()).optional(), laid_up: z.boolean().optional() }),
  output: pageOf(z.object({ name: z.string(), berth: z.number() })),
})
const get = operation({
  name: 'harbour.boats.get',
  method: 'GET',
  path: '/boats/{name}',
  right: 'harbour.read',
  summary: 'One boat',
  input: z.object({ name: z.string() }),
  output: boat,
})
const newest = operation({ ...get, name: 'harbour.boats.newest', path: '/boats/newest', input: z.object({}), summary: 'The last boat in' })
const moor = operation({
  name: 'harbour.boats.moor',
  method: 'POST',
  path: '/boats',
  right: 'harbour.write',
  summary: 'Moors a boat',
  input: z.object({ name: z.string().min(1), berth: z.number().int() }),
  output: z.object({ name: z.string(), run: z.number() }),
  status: 201,
})
const move = operation({
  name: 'harbour.boats.move',
  method: 'PATCH',
  path: '/boats/{name}',
  right: 'harbour.write',
  summary: 'Moves a boat',
  edit: 'version',
  input: z.object({ name: z.string(), berth: z.number().int(), if_match: z.int().optional() }),
  output: z.object({ version: z.number() }),
})
const due = operation({
  name: 'harbour.dues.pay',
  method: 'POST',
  path: '/boats/{name}/dues',
  right: 'harbour.write',
  summary: 'Pays a due',
  key: 'required',
  input: z.object({ name: z.string(), minor: z.int().min(1), slow: z.boolean().default(false) }),
  output: z.object({ paid: z.number() }),
  status: 201,
})
const flag = operation({
  ...due,
  name: 'harbour.flags.make',
  path: '/flags',
  secret: true,
  summary: 'Gives a secret flag',
  input: z.object({}),
  output: z.object({ flag: z.string() }),
})
const paper = operation({
  name: 'harbour.papers.make',
  method: 'POST',
  path: '/papers',
  right: 'harbour.write',
  summary: 'A paper as a file',
  input: z.object({}),
  output: z.unknown(),
})
const guest = operation({
  name: 'harbour.guests.get',
  method: 'GET',
  path: '/guest',
  right: 'signed_in',
  audience: 'portal',
  summary: 'What a guest sees of the own account',
  input: z.object({}),
  output: z.object({ account: z.string().nullable() }),
})
const board = operation({
  ...guest,
  name: 'harbour.staff.board',
  path: '/board',
  audience: 'staff',
  summary: 'What everybody signed in sees',
})
const enter = operation({
  name: 'harbour.doors.enter',
  method: 'POST',
  path: '/enter',
  right: 'anyone',
  audience: 'public',
  summary: 'Gives a token',
  input: z.object({}),
  output: z.object({ entered: z.boolean() }),
  secret: true,
  perMinute: 2,
})
const leak = operation({ ...enter, name: 'harbour.doors.leak', path: '/leak', summary: 'Sets a cookie without saying so' })
delete leak.secret
const breakage = operation({
  name: 'harbour.faults.make',
  method: 'POST',
  path: '/faults',
  right: 'anyone',
  audience: 'public',
  summary: 'Breaks',
  input: z.object({ how: z.enum(['throw', 'contract', 'refuse', 'zero', 'deadlock', 'number']) }),
  output: z.object({ fine: z.literal(true) }),
})

/**
 * A small room with one operation of every kind, for tests of the doors. `runs` counts how often a boat was moored; `slow` is told when a
 * slow payment is being made, and lets it go on.
 */
export function harbour(): { room: Room; runs: () => number; paid: () => number; slow: Promise<() => void> } {
  let runs = 0
  let paid = 0
  const reached = Promise.withResolvers<() => void>()
  let knots = 0
  const at = new Date('2026-06-15T08:00:00Z')
  const names = Array.from({ length: 450 }, (_, n) => `boat-${String(n).padStart(3, '0')}`)
  const room = roomOf('harbour', {
    operations: [
      bind(get, async (_ctx, { name }) => ({ name, berth: 1, version: 3, at })),
      bind(newest, async () => ({ name: 'the newest', berth: 2, version: 1, at })),
      bind(boats, async (_ctx, input) => {
        if (input.flags || input.laid_up !== undefined)
          return { items: [{ name: JSON.stringify([input.flags, input.laid_up]), berth: 0 }], next: null }
        const from = Number(readCursor(input.cursor)?.[0] ?? 0)
        const rows = names.slice(from, from + input.limit + 1).map((name, index) => ({ name, berth: from + index }))
        return cut(rows, input.limit, (row) => [String(row.berth + 1)])
      }),
      bind(moor, async (ctx, { name }) => {
        if (name === 'too late')
          throw new Refusal('refused', 'harbour.closed', 'The harbour is closed.', { facts: { status: 200, opens: '06:00' } })
        runs += 1
        await record(ctx, { action: 'harbour.boat.moored', subject: { kind: 'boat', id: name } })
        return { name, run: runs }
      }),
      bind(move, async (_ctx, { if_match }) => {
        fitVersion(if_match, 3)
        return { version: 4 }
      }),
      bind(due, async (ctx, { name, slow }) => {
        if (slow)
          await new Promise<void>((resolve) => {
            reached.resolve(resolve)
          })
        await record(ctx, { action: 'harbour.due.paid', subject: { kind: 'boat', id: name } })
        paid += 1
        return { paid }
      }),
      bind(flag, async () => {
        paid += 1
        return { flag: `flag-${paid}` }
      }),
      bind(paper, async () => ({ type: 'text/html', name: "ship's paper (1).html", bytes: Buffer.from('<script>'), inline: true })),
      bind(guest, async (ctx) => ({ account: ctx.actor.accountId ?? null })),
      bind(board, async () => ({ account: null })),
      bind(enter, async () => withCookies({ entered: true }, [{ name: 'qd_token', value: 'abc', maxAge: 60 }])),
      bind(leak, async () => withCookies({ entered: true }, [{ name: 'qd_token', value: 'abc' }])),
      bind(breakage, async (ctx, { how }) => {
        if (how === 'throw') throw new Error('secret words of the inside')
        if (how === 'deadlock') {
          await record(ctx, { action: 'harbour.knot.tied', subject: { kind: 'knot', id: 'one' } })
          knots += 1
          // what the driver throws when Postgres has chosen this transaction
          if (knots < 3) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
        }
        if (how === 'refuse') throw new Refusal('missing', 'harbour.none', 'There is none.')
        if (how === 'number') await sql`select ${'secret words of a caller'}::int`.execute(ctx.tx)
        if (how === 'zero') await record(ctx, { action: 'harbour.zero.tried', subject: { kind: 'zero', id: 'a\0b' } })
        return { fine: how === 'contract' ? (false as unknown as true) : true }
      }),
    ],
    publicPages: [
      {
        path: '/tides',
        title: 'Tides',
        render: async () => ({
          title: 'Tides <today>',
          description: 'High & low',
          body: '<main>High</main>',
          jsonLd: { name: '</script>' },
        }),
      },
    ],
    wireDoors: [
      {
        method: 'POST',
        path: '/v1/signals',
        handle: async (request, _open, { address }) => Response.json({ address, said: await request.text() }),
      },
    ],
  })
  return { room, runs: () => runs, paid: () => paid, slow: reached.promise }
}

/** Somebody with just these rights. */
export function person(rights: string[], kind: Actor['kind'] = 'person'): Actor {
  const reach = new Map<string, Scope>(rights.map((right) => [right, 'all']))
  return { kind, id: `${kind}-1`, name: 'Ada', rights: reach, ...(kind === 'contact' ? { accountId: 'account-7' } : {}) }
}
