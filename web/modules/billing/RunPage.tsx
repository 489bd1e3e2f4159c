import { useQueryClient } from '@tanstack/react-query'
import { runsItems, runsList } from '../../../server/modules/billing/contract.ts'
import { useEffect, useState } from 'react'
import { useAsk } from '../../ask.ts'
import { useWork } from '../../frame/work.ts'
import {
  Button,
  Confirm,
  DataTable,
  dayText,
  Empty,
  namesNothing,
  None,
  NoSuch,
  Page,
  Progress,
  Section,
  Status,
  useParam,
} from '../../kit/index.ts'

const tones = { failed: 'bad', billed: 'good', renewed: 'good', in_grace: 'warn', lapsed: 'bad', nothing: 'calm' } as const

/** What one run did, contract by contract; what failed stands first, with its reason. */
export default function RunPage() {
  const id = useParam('id')
  const isOpen = (run: { id: string; state: string }) => run.id === id && run.state === 'running'
  const runs = useAsk(runsList, { limit: 20 }, { refetchInterval: (last) => (last?.items.some(isOpen) ? 2000 : false) })
  const open = runs.data?.items.some(isOpen) ?? false
  const there = useAsk(runsItems, { id, limit: 1 })
  const day = runs.data?.items.find((run) => run.id === id)?.day
  const crumbs = [{ title: 'Runs', href: '/billing/runs' }]
  if (namesNothing(there.error))
    return (
      <Page title="Billing run" crumbs={crumbs}>
        <NoSuch title="Billing run" back={crumbs[0]} />
      </Page>
    )
  return (
    <Page
      title={day ? `Billing run of ${dayText(day, 'long')}` : 'Billing run'}
      crumbs={crumbs}
      note="A contract that fails is listed with its reason and never stops the others; the next run tries it again."
    >
      <UnderWay id={id} open={open} />
      <DataTable
        operation={runsItems}
        label="Run"
        input={{ id }}
        rowKey={(row) => row.contract_id}
        rowHref={(row) => `/billing/contracts/${row.contract_id}`}
        columns={[
          { id: 'contract', title: 'Contract', cell: (row) => <span className="num nowrap">{row.contract_number}</span>, phone: 'title' },
          { id: 'outcome', title: 'Outcome', cell: (row) => <Status value={row.outcome} tone={tones[row.outcome]} /> },
          { id: 'documents', title: 'Documents', cell: (row) => (row.documents.length ? row.documents.join(', ') : <None why="none" />) },
          { id: 'why', title: 'Why', cell: (row) => row.detail },
        ]}
        empty={
          open ? (
            <Empty title="Nothing billed yet">Contracts appear here as they are billed.</Empty>
          ) : (
            <Empty title="Nothing was due">That is how most hours look.</Empty>
          )
        }
      />
    </Page>
  )
}

/** A run that goes on after its first batch: how far it is, and a way to stop it. */
function UnderWay({ id, open }: { id: string; open: boolean }) {
  const [asking, setAsking] = useState(false)
  const { work, stop } = useWork(id, open)
  const cache = useQueryClient()
  // each batch adds to the list below
  // biome-ignore lint/correctness/useExhaustiveDependencies: how far it is says when to ask again
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: [runsItems.name] })
  }, [cache, work?.done, open])
  if (!work) return null
  return (
    <Section
      title={work.state === 'stopping' ? 'Ending after this batch' : 'Under way'}
      actions={
        stop && (
          <Button variant="default" onClick={() => setAsking(true)} disabled={work.state === 'stopping'}>
            Stop the run
          </Button>
        )
      }
    >
      <p style={{ marginBottom: 'var(--s-2)' }}>
        {work.note}: {work.done}
        {work.of !== null && ` of ${work.of}`}
      </p>
      {work.of !== null && <Progress value={(100 * work.done) / Math.max(1, work.of)} label="How far the run is" />}
      <Confirm
        open={asking}
        title="Stop this run?"
        act="Stop the run"
        keep="Let it go on"
        onConfirm={() => stop?.()}
        onClose={() => setAsking(false)}
      >
        It ends after the batch that it is at. What is billed stays billed; the rest is billed by the next run.
      </Confirm>
    </Section>
  )
}
