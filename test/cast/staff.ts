import { createHmac } from 'node:crypto'
import { call } from '../../server/doors/call.ts'
import type { Actor } from '../../server/kernel/context.ts'
import { cookiesIn } from '../../server/kernel/cookies.ts'
import { inFull, type MailTable } from '../../server/kernel/mail.ts'
import { signIn } from '../../server/modules/people/contract.ts'
import { actorOfSession, admitPerson, doFirstRun } from '../../server/modules/people/index.ts'
import type { Cast, Speaker } from './cast.ts'

/** The session token that an answer sets as a cookie. */
export function tokenOf(answer: unknown): string {
  return cookiesIn(answer).at(0)?.value ?? ''
}

/** The colleague behind a session token, as the door would find one. */
export function actorBehind(cast: Cast, token: string): Promise<Actor | undefined> {
  return cast.open((ctx) => actorOfSession(ctx, token))
}

/** Speaks as an actor that the house itself worked out, with a row of its own. */
export function speakerOf(cast: Cast, actor: Actor | undefined): Speaker {
  if (!actor) throw new Error('nobody speaks')
  return {
    actor,
    call: async (operation, input, options) => {
      const bound = cast.house.rooms.flatMap((room) => room.operations).find((one) => one.operation.name === operation.name)
      if (!bound) throw new Error(`nobody binds ${operation.name}`)
      return (await call(cast.house, bound, actor, input, options)).answer as never
    },
  }
}

/** A small company: Ines, who founded it, and Tom, who sells. */
export async function foundOffice(cast: Cast): Promise<void> {
  const owner = { name: 'Ines', email: 'ines@tidewater.example', password: 'four ducks on a pond' }
  const company = {
    name: 'Tidewater',
    zone: 'UTC',
    fiscal_year_end: '12-31',
    currency: 'EUR',
    locale: 'en-US',
  }
  await cast.open((ctx) => doFirstRun(ctx, { company, owner }))
  const tom = { name: 'Tom', email: 'tom@tidewater.example', password: 'a lighthouse in the fog', roles: ['sales'] }
  await cast.open((ctx) => admitPerson(ctx, tom))
}

/** Signs in through the front door. */
export async function signedIn(cast: Cast, email: string, password: string): Promise<{ token: string; me: Speaker }> {
  const token = tokenOf(await cast.visitor().call(signIn, { email, password }))
  return { token, me: speakerOf(cast, await actorBehind(cast, token)) }
}

/**
 * Letters to an address as their recipient gets them, oldest first. Nobody reads them so in the house: a test holds the house key. What
 * was asked at a door and is answered out of sight is answered first.
 */
export async function lettersTo(cast: Cast, to: string): Promise<string[]> {
  const waiting = `select 1 from kernel.delivery where listener in ('customers.mail_code', 'people.mail_reset') and done_at is null and dead_at is null`
  for (const until = Date.now() + 20_000; ; ) {
    while ((await cast.house.deliver()) > 0) {
      // a listener may announce more
    }
    if ((await cast.house.db.pool.query(waiting)).rowCount === 0) break
    if (Date.now() > until) throw new Error('letters that were asked for are not written')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const { rows } = await cast.house.db.pool.query<MailTable>('select * from kernel.mail where recipient = $1 order by id', [to])
  return rows.map((row) => inFull(row).text)
}

/** RFC 6238: the code of an authenticator app for its `otpauth:` address, now, or `steps` of half a minute later. */
export function appCode(uri: string, steps = 0): string {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  const letters = [...secret.replace(/=+$/, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter))
  const bits = letters.map((value) => value.toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = (mac[19] ?? 0) & 0xf
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
