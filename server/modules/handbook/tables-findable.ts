import type { Check } from './rules/checks.ts'

/** A check that a page for everyone fails. */
export type UnfindableTable = { id: string; page_id: string; check: Check; says: string; since: string; at: Date }

/** How many checks a page for everyone failed at the end of a day. */
type FindableTable = { day: string; page_id: string; procedure: boolean; failing: number; at: Date }

/** How often the search was asked on a day. */
type SearchedTable = { day: string; tier: 'house' | 'public'; asked: number; missed: number }

export type FindableTables = { unfindable: UnfindableTable; findable: FindableTable; searched: SearchedTable }
