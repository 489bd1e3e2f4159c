import type { Actor } from '../server/kernel/context.ts'
import type { OutputOf } from '../server/kernel/operation.ts'
import type * as billing from '../server/modules/billing/contract.ts'
import type { Happening } from './happening.ts'
import { openProgress, type Progress } from './hands.ts'

export type Quote = OutputOf<typeof billing.portalQuoteCreate>
/** A customer as whoever opened the account knows it. */
export type Buyer = { index: number; actor: Actor; accountId: string; bySales: boolean }
/** Orders of a customer of which nobody has asked what they became, and the contracts of the others. */
export type Held = { ordered: readonly string[]; contractId?: string; firstContractId?: string }
/** What was prepared in front: with whom, what was offered, and which contracts the orders so far became, where somebody had to ask. */
export type Deal = { happening: Happening; buyer: Buyer; quote?: Quote; became?: readonly string[] }

const marks = ['begun', 'prepared', 'carried', 'morning', 'fronted', 'backed', 'followed'] as const
type Mark = (typeof marks)[number]
/** How far one part of the company has come, and what it leaves for the others: it is plain data, so that they may sit in another process. */
export type Word = { mark: Mark; n: number; deal?: Deal; customer?: number; held?: Held; busy?: boolean }

/** What lies between those who live the story. */
export type Desk = {
  deals: Deal[]
  held: Map<number, Held>
  /** on which days something was done that others hear of */
  busy: boolean[]
  until: (mark: Mark, n: number) => Promise<void>
  /** says how far somebody here has come */
  say: (word: Word) => void
  /** the same of somebody elsewhere */
  hear: (word: Word) => void
  fail: (error: unknown) => void
}

/** `tell`: says it elsewhere too. */
export function openDesk(tell: (word: Word) => void = () => undefined): Desk {
  const come = Object.fromEntries(marks.map((mark) => [mark, openProgress()])) as Record<Mark, Progress>
  const [deals, held, busy]: [Deal[], Map<number, Held>, boolean[]] = [[], new Map(), []]
  const hear = (word: Word) => {
    if (word.deal) deals[word.n] = word.deal
    if (word.customer !== undefined && word.held) held.set(word.customer, word.held)
    if (word.busy !== undefined) busy[word.n] = word.busy
    come[word.mark].reach(word.n)
  }
  return {
    deals,
    held,
    busy,
    hear,
    until: (mark, n) => come[mark].until(n),
    say: (word) => {
      tell(word)
      hear(word)
    },
    fail: (error) => {
      for (const mark of marks) come[mark].fail(error)
    },
  }
}

/** All of them until the last is through; what fails in one ends the others. */
export async function together(desk: Desk, parts: readonly Promise<void>[]): Promise<void> {
  const guarded = async (work: Promise<void>) => {
    try {
      await work
    } catch (error) {
      desk.fail(error)
      throw error
    }
  }
  for (const one of await Promise.allSettled(parts.map(guarded))) if (one.status === 'rejected') throw one.reason
}
