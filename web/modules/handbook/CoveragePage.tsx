import './training.css'
import { IconSchool } from '@tabler/icons-react'
import { coverageRead } from '../../../server/modules/handbook/contract.ts'
import { type AskOutput, useAskPaged } from '../../ask.ts'
import { Answer, Button, dayText, Empty, Link, Loading, Page } from '../../kit/index.ts'
import { trainingStates } from './words.ts'

type Coverage = AskOutput<typeof coverageRead>
type Row = Coverage['items'][number]
type Procedure = Coverage['procedures'][number]

/** People and the procedures that they have to know: who does. */
export default function CoveragePage() {
  const asked = useAskPaged(coverageRead, {})
  return (
    <Page
      title="Who knows what"
      crumbs={[
        { title: 'Handbook', href: '/handbook/directory' },
        { title: 'Training', href: '/handbook/trainings' },
      ]}
    >
      <Answer of={asked} loading={<Loading rows={8} />}>
        {(data) =>
          asked.rows.length === 0 ? (
            <Empty title="Nobody whom you may see has to know a procedure" icon={<IconSchool size={20} />}>
              Here stand your own people, and whoever has to know procedures that you keep.
            </Empty>
          ) : (
            <>
              <Legend />
              <Matrix procedures={(data.pages[0] as unknown as Coverage | undefined)?.procedures ?? []} rows={asked.rows as Row[]} />
              {asked.hasNextPage && (
                <Button variant="default" loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
                  More people
                </Button>
              )}
            </>
          )
        }
      </Answer>
    </Page>
  )
}

const signs = { done: '✓', open: '○', overdue: '!', waived: '–', invalidated: '', ended: '' } as const

function Legend() {
  return (
    <ul className="know-legend faint">
      {(['done', 'open', 'overdue', 'waived'] as const).map((state) => (
        <li key={state}>
          <i className="know-sign" data-is={state} aria-hidden>
            {signs[state]}
          </i>
          {trainingStates[state].label}
        </li>
      ))}
      <li>An empty place: they do not have to</li>
    </ul>
  )
}

function Matrix({ procedures, rows }: { procedures: readonly Procedure[]; rows: readonly Row[] }) {
  return (
    <div className="know-scroll">
      <table className="know">
        <thead>
          <tr>
            <th scope="col">Who</th>
            {procedures.map(({ id, number, title, competent, required }) => (
              <th key={id} scope="col">
                <Link href={`/handbook/pages/${id}`}>{title}</Link>
                <span className="faint num">
                  {number} · {competent} of {required}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {procedures.map((procedure) => {
                const cell = row.cells.find(({ page }) => page === procedure.id)
                return <td key={procedure.id}>{cell && <Cell cell={cell} who={row.name} what={procedure.title} />}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ cell, who, what }: { cell: Row['cells'][number]; who: string; what: string }) {
  const { label } = trainingStates[cell.state]
  const says = cell.state === 'done' ? label : `${label}, due ${dayText(cell.due_on)}`
  return (
    <Link
      href={`/handbook/trainings/${cell.training}`}
      className="know-sign"
      data-is={cell.state}
      title={says}
      aria-label={`${who}, ${what}: ${says}`}
    >
      {signs[cell.state]}
    </Link>
  )
}
