import { dayAfter, daysBetween } from '../../kit/days.ts'
import { figureText, saidText, wordText } from '../../kit/board/said.ts'
import type { MeasureFigure } from '../../kit/board/Strip.tsx'

type Told = {
  board: string
  needs: { due: string | null }[] | undefined
  figures: readonly MeasureFigure[] | undefined
  course: { figure: MeasureFigure; ahead: string | null } | null | undefined
  today: string
}

/** The page in one sentence that one could say aloud: what leads, and what one would add. Nothing while it is not known. */
export function sentenceOf(told: Told): { lead: string; rest: string } | undefined {
  const waits = waitsOf(told)
  const figure = (key: string) => told.figures?.find((one) => one.key === key)
  switch (told.board) {
    case 'none':
      return { lead: 'You hold no role yet.', rest: 'An administrator gives you one; then your board stands here.' }
    case 'chief_executive':
    case 'member': {
      if (told.course === undefined || told.figures === undefined || !waits) return undefined
      const behind = behindOf(told.figures)
      const lead = courseOf(told.course)
      if (!lead) return { lead: waits.whole, rest: behind ? `${capital(behind)}.` : '' }
      return { lead, rest: behind ? `${capital(behind)}; ${waits.short}.` : `${capital(waits.short)}.` }
    }
    case 'audit': {
      const [late, fresh] = [figure('money.overdue'), figure('sources.fresh')]
      if (!told.figures) return undefined
      return {
        lead: late?.value
          ? Number(late.value) > 0
            ? `${figureText(late.value, late.unit)} is overdue.`
            : 'No invoice is late.'
          : 'The books are open to read.',
        rest: fresh?.value && fresh.of ? `${figureText(fresh.value, fresh.unit)} ${saidText(fresh.of)} are up to date.` : '',
      }
    }
    default:
      return waits && told.figures ? { lead: waits.whole, rest: restOf(told.board, figure) } : undefined
  }
}

function restOf(board: string, figure: (key: string) => MeasureFigure | undefined): string {
  const known = (key: string) => {
    const one = figure(key)
    return one && one.value !== null && one.of
      ? { value: figureText(one.value, one.unit), of: saidText(one.of), number: Number(one.value) }
      : undefined
  }
  const [alone, late, sold, kept] = [known('orders.alone'), known('money.overdue'), known('sales.sold'), known('renewals.kept')]
  if (board === 'operations' && alone) return `${capital(alone.of)} in the last 30 days ran from price to licence without a hand.`
  if (board === 'finance' && late) return late.number > 0 ? `${late.value} is overdue.` : 'No invoice is late.'
  if (board === 'sales' && sold) return `New contracts of the last 30 days bring ${sold.value} a year.`
  if (board === 'success' && kept) return `${capital(kept.of)} that ended in the last 90 days went on.`
  return ''
}

function waitsOf({ needs, today }: Told): { whole: string; short: string } | undefined {
  if (!needs) return undefined
  const late = needs.filter(({ due }) => due !== null && daysBetween(today, due) < 0).length
  const count = needs.length
  if (count === 0) return { whole: 'Nothing needs you.', short: 'nothing waits for you' }
  const things = `${wordText(count)} ${count === 1 ? 'thing' : 'things'}`
  const needed = `${capital(things)} ${count === 1 ? 'needs' : 'need'} you`
  return {
    whole: late === 0 ? `${needed}, none is late.` : `${needed}, ${wordText(late)} ${late === 1 ? 'is' : 'are'} late.`,
    short: `${things} ${count === 1 ? 'waits' : 'wait'} for you`,
  }
}

function courseOf(course: Told['course']): string | undefined {
  const value = course?.figure.value
  if (!course || value === null || value === undefined) return undefined
  const { unit } = course.figure
  if (course.ahead === null) return `Recurring revenue is ${figureText(value, unit)}.`
  const gap = Number(course.ahead)
  if (Math.round(gap) === 0) return 'ARR is on plan.'
  return `ARR is ${figureText(String(Math.abs(gap)), unit)} ${gap > 0 ? 'ahead of' : 'behind'} plan.`
}

/** "registered users and paying customers are behind" */
function behindOf(figures: readonly MeasureFigure[]): string | undefined {
  const names = figures
    .filter((one) => one.key.startsWith('plan.') && one.tone !== 'calm' && one.value !== null)
    .map(({ name }) => lower(name))
  const [first] = names
  if (!first) return undefined
  const last = names.at(-1)
  return names.length === 1 ? `${first} is behind` : `${names.slice(0, -1).join(', ')} and ${last} are behind`
}

function lower(name: string): string {
  return /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const monthName = new Intl.DateTimeFormat(undefined, { month: 'long', timeZone: 'UTC' })

/** What closes: the month for those who run it, the day of the fiscal year for those who plan. */
export function closingOf(board: string, today: string, fiscalYearEnd: string): string {
  if (['operations', 'finance', 'audit'].includes(board)) {
    const next = `${today.slice(0, 8)}01`
    const last = dayAfter(nextMonth(next), -1)
    const days = daysBetween(today, last)
    const name = monthName.format(new Date(`${today}T00:00:00Z`))
    return days === 0 ? `${name} closes today` : `${name} closes in ${days} ${days === 1 ? 'day' : 'days'}`
  }
  const end =
    `${today.slice(0, 4)}-${fiscalYearEnd}` >= today
      ? `${today.slice(0, 4)}-${fiscalYearEnd}`
      : `${Number(today.slice(0, 4)) + 1}-${fiscalYearEnd}`
  const start = `${Number(end.slice(0, 4)) - 1}-${fiscalYearEnd}`
  return `day ${daysBetween(start, today)} of FY${end.slice(2, 4)}`
}

function nextMonth(first: string): string {
  const at = new Date(`${first}T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + 1)
  return at.toISOString().slice(0, 10)
}

export function greetingOf(name: string | undefined, hour: number): string {
  const part = hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
  return name ? `${part}, ${name.trim().split(/\s+/)[0]}` : part
}
