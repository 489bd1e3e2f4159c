import { heldLedger } from './decisions.ts'

/** Mondays at eleven from June 15, 2026, the day on which the ledger opens. */
export const weekly = {
  title: 'Leadership, weekly',
  purpose: 'What is red is named',
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  start_day: '2026-06-15',
  start_time: '11:00',
  zone: 'UTC',
}

/** Six colleagues who meet, for one file of tests: `at('15T11:00')` is an hour of June 2026. */
export function meetings(rooms: readonly string[] = ['people', 'decisions', 'data', 'strategy', 'cadence']) {
  const { ledger, as, who } = heldLedger(rooms)
  const at = (when: string) => ledger.cast.setNow(new Date(`2026-06-${/:\d\d:/.test(when) ? when : `${when}:00`}Z`))
  return { ledger, as, who, at }
}
