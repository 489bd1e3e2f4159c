import type { FindableTables } from './tables-findable.ts'

/** A method of a plan, as the room of plans told it when an edition came in force. */
export type MethodTable = {
  edition_id: string
  /** the same in each edition of a plan */
  key: string
  plan_id: string
  plan: string
  title: string
  starts: string | null
  ends: string | null
  vetted_on: string
  ended_on: string | null
}

/** That a procedure serves a method. */
type ServesTable = {
  page_id: string
  key: string
  /** on the page */
  chosen: boolean
  /** the name by which its text names it */
  said: string | null
}

/** That a procedure is followed without a plan until a day. */
export type UnplannedTable = {
  id: string
  page_id: string
  reason: string
  until: string
  by_id: string
  by_name: string
  at: Date
  day: string
}

/** What held of a procedure in force at the end of a day. */
type StandingTable = {
  day: string
  page_id: string
  aligned: boolean
  listed: boolean
  fresh: boolean
  signed_off: boolean
  /** how many of those who have to know it have proven that they do */
  trained: number
  required: number
}

export type AlignmentTables = {
  method: MethodTable
  serves: ServesTable
  unplanned: UnplannedTable
  standing: StandingTable
} & FindableTables
