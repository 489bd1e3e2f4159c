import type { Recurrence } from './dates.ts'

type Rule = Recurrence['rule']

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth']

/** A rule as people say it: "Every Monday", "Second Tuesday of each month". What is rarer is said by its parts. */
export function rhythmOf({ rule, also, except }: Recurrence): string {
  const apart = also.length + except.length > 0 ? ', with exceptions' : ''
  const said = sentence(rule) + endOf(rule) + apart
  return said.charAt(0).toUpperCase() + said.slice(1)
}

function sentence(rule: Rule): string {
  const unit = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }[rule.freq]
  const each = rule.interval === 1 ? `each ${unit}` : `every ${rule.interval} ${unit}s`
  const on = onWords(rule)
  const named = list(rule.byMonth.map((month) => months[month - 1] ?? ''))
  // a place is counted through all that a year has of them: of several months it is one day, not one of each
  if (rule.freq === 'YEARLY' && rule.bySetPos.length > 0 && rule.byMonth.length > 1)
    return `${on === '' ? `${list(rule.bySetPos.map(ordinal))} date` : on} of ${named} together, ${each}`
  const inMonths = named === '' ? '' : ` in ${named}`
  if (rule.freq === 'DAILY' && on === '') return rule.interval === 1 ? `every day${inMonths}` : `${each}${inMonths}`
  if (rule.freq === 'WEEKLY' && rule.interval === 1 && on !== '') return `every ${on}${inMonths}`
  if (on === '') return `${each}${inMonths}`
  if (inMonths !== '' && rule.freq === 'MONTHLY' && rule.interval === 1) return `${on} of${inMonths.slice(' in'.length)}`
  return inMonths !== '' && rule.freq === 'YEARLY' && rule.interval === 1 ? `${on}${inMonths}` : `${on} of ${each}${inMonths}`
}

/** What ends by itself is not said as if it went on. */
function endOf({ count, until }: Rule): string {
  if (count !== undefined) return count === 1 ? ', once' : `, ${count} times`
  return until === undefined ? '' : `, until ${until.slice(0, 'yyyy-mm-dd'.length)}`
}

function onWords(rule: Rule): string {
  const weekdays = rule.byDay.map(({ weekday, nth }) => `${nth === undefined ? '' : `${ordinal(nth)} `}${days[weekday - 1] ?? ''}`)
  const monthdays = rule.byMonthDay.map((day) => (day < 0 ? `day ${-day} from the end` : `day ${day}`))
  const workdays = rule.byDay.length === 5 && rule.byDay.every(({ weekday, nth }) => weekday <= 5 && nth === undefined)
  const yeardays = rule.byYearDay.map((day) => (day < 0 ? `day ${-day} from the year’s end` : `day ${day} of the year`))
  const named = workdays ? 'working day' : list([...weekdays, ...monthdays, ...yeardays])
  const weeks = list(rule.byWeekNo.map((week) => (week < 0 ? `${-week} from the end` : `${week}`)))
  const inWeeks = weeks === '' ? '' : `week${rule.byWeekNo.length > 1 ? 's' : ''} ${weeks}`
  const what = named === '' || inWeeks === '' ? named + inWeeks : `${named} in ${inWeeks}`
  if (what === '' || rule.bySetPos.length === 0) return workdays && rule.freq === 'WEEKLY' ? 'weekday' : what
  return `${list(rule.bySetPos.map(ordinal))} ${what}`
}

function ordinal(nth: number): string {
  if (nth === -1) return 'last'
  if (nth < 0) return `${ordinals[-nth] ?? `${-nth}th`} to last`
  return ordinals[nth] ?? `${nth}th`
}

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
