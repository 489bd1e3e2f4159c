import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { late } from '../../../kernel/late.ts'

const library = late<typeof import('better-auth/crypto')>('better-auth/crypto')

/** scrypt N = 2^17, r = 8, p = 1 (OWASP's strongest row of 2026): 128 MiB and some tenths of a second a try. */
let bits = 17
const [blocks, lanes, saltBytes, outBytes] = [8, 1, 16, 32]
/** Tries at the same moment in one process: each takes 128 MiB, the others wait. */
const most = 2
let running = 0
const waiting: (() => void)[] = []

/** For tests: a cheaper cost, so that a suite of a thousand sign-ins does not hash for an hour. */
export function usePasswordCost(cost: number): void {
  bits = cost
}

/** Work whose passwords everybody knows, the demo company's: hashed at a lower cost, and anew when one signs in. */
export async function atPasswordCost<T>(cost: number, work: () => Promise<T>): Promise<T> {
  const own = bits
  bits = cost
  try {
    return await work()
  } finally {
    bits = own
  }
}

/** `scrypt$17$8$1$salt$key`: what a later, dearer cost needs to know of this one. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const key = await derive(password, salt, { bits, blocks, lanes, outBytes })
  return ['scrypt', bits, blocks, lanes, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Is it the password? Hashes of the sign-in library's own make (N = 2^14), from before, are read too. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const read = readHash(hash)
  if (!read) return turn(() => library().verifyPassword({ hash, password }))
  const key = await derive(password, read.salt, read)
  return key.length === read.key.length && timingSafeEqual(key, read.key)
}

/** Was it made at a lower cost than today's? Then the next right password makes a new one. */
export function isOldHash(hash: string): boolean {
  return (readHash(hash)?.bits ?? 0) < bits
}

type Cost = { bits: number; blocks: number; lanes: number; outBytes: number }

function readHash(hash: string): (Cost & { salt: Buffer; key: Buffer }) | undefined {
  const [name, ...rest] = hash.split('$')
  if (name !== 'scrypt' || rest.length !== 5) return undefined
  const [n = 0, r = 0, p = 0] = rest.slice(0, 3).map(Number)
  const [salt, key] = rest.slice(3).map((part) => Buffer.from(part, 'base64url'))
  // an empty key would fit every password
  if (!salt || !key || salt.length < 16 || key.length < 32) throw new Error('a stored password is not readable')
  return { bits: n, blocks: r, lanes: p, outBytes: key.length, salt, key }
}

function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  const N = 2 ** cost.bits
  const options = { N, r: cost.blocks, p: cost.lanes, maxmem: 128 * N * cost.blocks * 2 }
  return turn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, cost.outBytes, options, (error, key) => (error ? reject(error) : resolve(key)))
      }),
  )
}

async function turn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
