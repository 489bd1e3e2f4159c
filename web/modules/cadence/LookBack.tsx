import './look-back.css'
import { scorecardsLookBack } from '../../../server/modules/cadence/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { Answer, dayText, Link, Loading } from '../../kit/index.ts'
import { figureText } from '../strategy/words.ts'
import { standText } from './words.ts'

type Back = AskOutput<typeof scorecardsLookBack>

/** The scorecard of a series over its meetings: each measure in a row, each meeting in a column, values as they were frozen. */
export function LookBack({ series }: { series: string }) {
  const asked = useAsk(scorecardsLookBack, { id: series })
  return (
    <Answer of={asked} loading={<Loading lines={6} />}>
      {(back) =>
        back.dates.length === 0 || back.rows.length === 0 ? (
          <p className="faint">
            No meeting with a scorecard was closed yet. Each close freezes its figures, and they stand here side by side.
          </p>
        ) : (
          <Grid back={back} />
        )
      }
    </Answer>
  )
}

function Grid({ back }: { back: Back }) {
  // the newest stands first, where a narrow page shows it
  const dates = back.dates.toReversed()
  const rows = back.rows.map((row) => ({ ...row, cells: row.cells.toReversed() }))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled sideways is reached by keys
    <section className="lb" aria-label="Scorecard over the meetings" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {dates.map(({ meeting_id, day, href }) => (
              <th scope="col" key={meeting_id}>
                <Link href={href}>{dayText(day)}</Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {row.title} <span className="faint">{row.owner.name}</span>
              </th>
              {row.cells.map((cell, at) => (
                <td
                  key={dates[at]?.meeting_id}
                  className="num"
                  data-colour={cell?.colour}
                  title={cell ? titleOf(cell, row.unit) : undefined}
                >
                  {cell ? figureText(cell.value, row.unit, true) : ''}
                  {cell && <span className="unseen"> {standText(cell.colour)}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function titleOf({ colour, target }: NonNullable<Back['rows'][number]['cells'][number]>, unit: string | null): string {
  return target === null ? standText(colour) : `${standText(colour)}, promised ${figureText(target, unit, true)}`
}
