/** An edition of a plan as its history lists it. */
export type Edition = {
  id: string
  no: number
  title: string
  state: string
  legacy: boolean
  period_from: string | null
  period_to: string | null
  vetted_on: string | null
  counts: boolean
  changed_at: string
}
