/** That something is wrong with a text, as somebody said, and what was answered. */
export type FlagTable = {
  id: string
  page_id: string
  no: number
  key: string | null
  step: string | null
  run_id: string | null
  error_id: string | null
  note: string | null
  by_id: string
  by_name: string
  at: Date
  day: string
  state: 'open' | 'fixed' | 'not_so'
  fixed_no: number | null
  answer: string | null
  answered_by: string | null
  answered_by_name: string | null
  answered_at: Date | null
}
