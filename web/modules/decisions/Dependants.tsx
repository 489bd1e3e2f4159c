import { decisionsDependants } from '../../../server/modules/decisions/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { countOf, Link, Loading, withDays } from '../../kit/index.ts'

type List = AskOutput<typeof decisionsDependants>

/** Everything that stands on a decision, asked for as soon as somebody thinks of ending it. */
export function useDependants(id: string | undefined): List | undefined {
  return useAsk(decisionsDependants, { id: id ?? '' }, { enabled: id !== undefined }).data
}

/** What it is, and what becomes of it: only its own effects end with a decision, what others hold stays and has lost its ground. */
function saidOf({ kind, note, steps }: List['items'][number]): string {
  if (kind === 'decision') return `Names it, ${note}`
  if (kind === 'effect') return `${steps === 0 ? 'Effect that ends with it' : 'Effect'}: ${note}`
  if (kind === 'action') return `To be done: ${note}`
  return `${note.slice(0, 1).toUpperCase()}${note.slice(1)}`
}

/** What would fall with it, nearest first: seen before the act. */
export function Dependants({ list, number }: { list: List | undefined; number: string }) {
  if (!list) return <Loading rows={2} />
  if (list.total === 0)
    return <p className="faint">Nothing stands on {number}: no effect, no agreement, no open action, and no decision names it.</p>
  const more = list.total - list.items.length
  return (
    <section aria-label={`What stands on ${number}`}>
      <p>
        <strong>{countOf(list.total, 'thing')}</strong> {list.total === 1 ? 'stands' : 'stand'} on {number}:
      </p>
      <ul className="dependants">
        {list.items.map((one) => (
          <li key={`${one.kind} ${one.of} ${one.title} ${one.note}`} data-steps={one.steps > 1 || undefined}>
            {one.href ? <Link href={one.href}>{one.title}</Link> : one.title}
            <small className="faint">
              {withDays(saidOf(one))}
              {one.of !== number && ` · through ${one.of}`}
            </small>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="faint">And {more} more.</p>}
    </section>
  )
}
