import { useEffect, useRef } from 'react'
import { meetingsGet, ratingsGive } from '../../../server/modules/cadence/contract.ts'
import { useTell } from '../../ask.ts'
import { countOf } from '../../kit/index.ts'
import type { Meeting } from './words.ts'

/** One to ten, by a press, by the arrow keys, or by its digit wherever nobody types: 0 is ten. */
export function Rating({ meeting }: { meeting: Meeting }) {
  const rate = useTell(ratingsGive, { stale: [meetingsGet] })
  const place = useRef<HTMLFieldSetElement>(null)
  const { mine, mean, given } = meeting.ratings
  const may = meeting.may.includes('cadence.ratings.give')
  const give = (score: number) => rate.mutate({ id: meeting.id, score })
  const now = useRef(give)
  now.current = give
  useEffect(() => {
    if (!may) return
    const listen = (event: KeyboardEvent) => {
      const score = scoreOf(event, place.current)
      if (score === undefined) return
      event.preventDefault()
      now.current(score)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [may])
  if (!may) {
    return mean === null ? null : (
      <p>
        Rated {mean} by {countOf(given, 'person', 'people')}
      </p>
    )
  }
  return (
    <fieldset className="mt-rating" ref={place}>
      <legend>Was it worth its time?</legend>
      {Array.from({ length: 10 }, (_, at) => at + 1).map((score) => (
        <label key={score} data-chosen={mine === score || undefined}>
          <input type="radio" name="score" value={score} checked={mine === score} onChange={() => give(score)} />
          <span className="num">{score}</span>
        </label>
      ))}
      <p className="faint mt-small">
        {given === 0 ? 'Nobody has said yet.' : `${countOf(given, 'person', 'people')} so far, ${mean ?? '–'} on average.`} Keys 1 to 9, and
        0 for 10.
      </p>
    </fieldset>
  )
}

const typed = 'input:not([type="radio"]), textarea, select, [contenteditable="true"], [role="menu"], [role="listbox"]'

/** The score that a key press gives: none where somebody types, and none behind a dialog. */
function scoreOf(event: KeyboardEvent, place: Element | null): number | undefined {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !/^\d$/.test(event.key)) return undefined
  if (event.target instanceof Element && event.target.closest(typed)) return undefined
  const dialog = document.querySelector('[role="dialog"]')
  if (dialog && !dialog.contains(place)) return undefined
  return Number(event.key) || 10
}
