/** Days as numbers, so that they have places on an axis. */
export function numberOf(day: string): number {
  return Math.round(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) / 86_400_000)
}

export function dayOf(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

export type Span = { from: string; to: string }
export type Mark = { day: string; at: number; as: 'month' | 'day' | 'year' }

/** The first day of the month `months` away from that of `day`. */
export function monthOf(day: string, months = 0): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + months)
  return at.toISOString().slice(0, 10)
}

/**
 * What stands under a time axis, at most `most` words: months in the middle of their days, years where there are many, single days where
 * there are few. A month that is cut to less than ten days by the axis has no word.
 */
export function timeMarks({ from, to }: Span, most: number): Mark[] {
  const [first, end] = [numberOf(from), numberOf(to)]
  if (end <= first || most < 1) return []
  if (end - first <= 45) return dayMarks(first, end, most)
  const years = end - first > 366 * 3
  const length = years ? 12 : 1
  const marks: Mark[] = []
  for (let start = years ? `${from.slice(0, 4)}-01-01` : monthOf(from); start < to; start = monthOf(start, length)) {
    const [begins, ends] = [Math.max(first, numberOf(start)), Math.min(end, numberOf(monthOf(start, length)))]
    if (ends - begins >= (years ? 90 : 10)) marks.push({ day: start, at: (begins + ends) / 2, as: years ? 'year' : 'month' })
  }
  return thinned(marks, most)
}

function dayMarks(first: number, end: number, most: number): Mark[] {
  const step = [1, 2, 7, 14, 28].find((size) => Math.ceil((end - first) / size) <= most) ?? end - first
  return Array.from({ length: Math.ceil((end - first) / step) }, (_, index) => {
    const at = first + index * step
    return { day: dayOf(at), at: at + 0.5, as: 'day' }
  })
}

/** Every second, third, sixth … mark, so that `most` are left. */
function thinned(marks: Mark[], most: number): Mark[] {
  const step = [1, 2, 3, 4, 6, 12, 24].find((size) => Math.ceil(marks.length / size) <= most) ?? marks.length
  return marks.filter((_, index) => index % step === 0)
}

/**
 * The days of an earlier period that a running one is compared with: as many from its start as have passed, today included. A period that
 * is over is compared with the whole of the earlier one. `whole` says which; an earlier period that is shorter is taken to its end.
 */
export function sameDays(period: Span, today: string, before: Span): Span & { days: number; whole: boolean } {
  const length = numberOf(before.to) - numberOf(before.from)
  const passed = Math.max(0, Math.min(numberOf(period.to), numberOf(today) + 1) - numberOf(period.from))
  if (numberOf(today) + 1 >= numberOf(period.to)) return { ...before, days: length, whole: true }
  const days = Math.min(passed, length)
  return { from: before.from, to: dayOf(numberOf(before.from) + days), days, whole: false }
}
