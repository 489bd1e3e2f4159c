import './bulk.css'
import { UnstyledButton } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { List as Declared } from '../../../server/kernel/list/list.ts'
import { Problem, proven } from '../../ask.ts'
import { Modal } from '../controls.tsx'
import { countText, moneyText } from '../format.ts'
import { Kbd } from '../text.tsx'
import { download } from '../table/columns.ts'
import { Button } from '../controls.tsx'
import { withDays } from '../days.ts'
import { eachInTurn, type Outcome, outcomeWords } from './each.ts'
import type { BulkAct } from './parts.ts'
import { csvOf, sumsOf } from './values.ts'

export type BulkProps<Row> = {
  rows: Row[]
  rowKey: (row: Row) => string
  nameOf: (row: Row) => string
  list: Declared
  columns: string[]
  acts: BulkAct<Row>[]
  title: string
  /** chooses only these further on */
  onKeep: (keys: string[]) => void
}
type Under = { title: string; done: number; of: number }

/** What is chosen and what can be done with it. Each row by itself: one that is refused stops no other. */
export function BulkBar<Row>({ rows, rowKey, nameOf, list, columns, acts, title, onKeep }: BulkProps<Row>) {
  const cache = useQueryClient()
  const [asking, setAsking] = useState<BulkAct<Row>>()
  const [under, setUnder] = useState<Under>()
  const [result, setResult] = useState<{ act: string; outcomes: Outcome<Row>[] }>()
  const fit = acts.filter((act) => rows.some((row) => act.may?.(row) ?? true))
  const run = async (act: BulkAct<Row>, value: string) => {
    setAsking(undefined)
    setUnder({ title: act.title, done: 0, of: rows.length })
    const outcomes = await eachInTurn(
      rows,
      (row) => {
        if (!(act.may?.(row) ?? true)) throw new Error('This one does not take it.')
        return proven(() => act.run(row, value))
      },
      (done) => setUnder({ title: act.title, done, of: rows.length }),
      (error) => (error instanceof Problem ? withDays(error.detail) : error instanceof Error ? error.message : String(error)),
    )
    setUnder(undefined)
    setResult({ act: act.title, outcomes })
    await cache.invalidateQueries()
  }
  const close = () => {
    onKeep((result?.outcomes ?? []).flatMap((one) => (one.refused === undefined ? [] : [rowKey(one.row)])))
    setResult(undefined)
  }
  const [money] = (list.sums ?? []).filter((name) => list.columns[name]?.kind === 'money')
  const column = money === undefined ? undefined : list.columns[money]
  const sums = money !== undefined && column ? sumsOf(rows, money, column) : []
  return (
    <>
      <div className="bulk" role="toolbar" aria-label={`With the ${rows.length} chosen`}>
        <b className="num">{under ? `${under.title}: ${under.done} of ${under.of}` : `${countText(rows.length)} chosen`}</b>
        {!under && sums.length > 0 && (
          <span className="bulk-sum num">{sums.map(({ currency, minor }) => moneyText(minor, currency, { tidy: true })).join(' · ')}</span>
        )}
        <i />
        {fit.map((act) => (
          <UnstyledButton
            key={act.title}
            className="bulk-act"
            disabled={under !== undefined}
            onClick={() => (act.ask ? setAsking(act) : void run(act, ''))}
          >
            {act.icon}
            {act.title}
          </UnstyledButton>
        ))}
        <UnstyledButton
          className="bulk-act"
          onClick={() => download(`${title.toLowerCase().replaceAll(' ', '-')}-chosen.csv`, csvOf(rows, columns, list.columns))}
        >
          <IconDownload size={15} stroke={1.75} aria-hidden />
          Export
        </UnstyledButton>
        <i />
        <UnstyledButton className="bulk-act" aria-label="Choose none" onClick={() => onKeep([])}>
          <Kbd keys="Esc" />
        </UnstyledButton>
      </div>
      {asking?.ask && (
        <Modal opened onClose={() => setAsking(undefined)} title={`${asking.title}: ${countText(rows.length)} chosen`}>
          {asking.ask({ rows, onPicked: (value) => void run(asking, value) })}
        </Modal>
      )}
      {result && (
        <Modal opened onClose={close} title={outcomeWords(result.outcomes)}>
          <ul className="bulk-result">
            {result.outcomes.map(({ row, refused }) => (
              <Fragment key={rowKey(row)}>
                <li data-refused={refused !== undefined || undefined}>
                  <span>{nameOf(row)}</span>
                  <span>{refused ?? 'Done'}</span>
                </li>
              </Fragment>
            ))}
          </ul>
          <div className="form-actions">
            <Button onClick={close}>Close</Button>
          </div>
        </Modal>
      )}
    </>
  )
}
