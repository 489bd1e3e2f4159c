import { Button, Comments, Facts, Fold, History, NextAct, Record, RecordOf, Sum, Timeline } from '../index.ts'
import { Part } from './Part.tsx'

const asked = { data: 'Maple Bank', error: null, isPending: false, refetch: () => undefined }
const entries = [
  {
    id: '1',
    at: '2026-11-27T09:00:00Z',
    actor: { name: 'Cato Lindholm' },
    action: 'billing.contract.changed',
    before: { seats: 400 },
    after: { seats: 420 },
    reason: 'They hired.',
  },
]
const facts = [
  { label: 'Number', value: 'C-000091' },
  { label: 'Product', value: 'Harbor Enterprise' },
  { label: 'Owner', value: '' },
]

export function Records() {
  return (
    <>
      <Part name="Record, RecordOf" wide>
        <RecordOf of={asked} title="Contract" crumbs={[]}>
          {(name) => (
            <Record
              title="Harbor Enterprise, 420 seats"
              of={name}
              crumbs={[{ title: 'Contracts', href: '/contracts' }]}
              line={[name, 'Since Jan 21, 2026', 'Renews by itself']}
              acts={[
                { title: 'Add seats', shown: true, onClick: () => undefined },
                { title: 'End', danger: true, onClick: () => undefined },
              ]}
              figures={[
                { label: 'Seats', value: '402', of: 'of 420', note: '18 left' },
                { label: 'A year', value: '$68,040', note: 'since Jan 21, 2026' },
                { label: 'Renews', value: 'Jan 21', note: 'in 54 days' },
                { label: 'Open', value: '$17,010', note: '9 days late', tone: 'bad' },
              ]}
              next={
                <NextAct
                  what="Send the renewal quote: 450 seats, $72,900 a year"
                  why="They asked on Tuesday."
                  by="Wednesday"
                  act="Review quote"
                  onAct={() => undefined}
                />
              }
              tabs={[
                { id: 'overview', title: 'Overview', body: <Facts columns={2} facts={facts} /> },
                { id: 'documents', title: 'Invoices', count: 3, body: null },
              ]}
              rail={[
                { id: 'comments', title: 'Comments', count: 1, body: <Comments of={{ kind: 'contract', id: '1', title: 'Maple Bank' }} /> },
                { id: 'history', title: 'History', body: <History entries={entries} /> },
              ]}
            />
          )}
        </RecordOf>
      </Part>
      <Part name="NextAct, late">
        <NextAct
          what="Remind them of INV-2026-000123"
          by="9 days late"
          late
          act="Send reminder"
          onAct={() => undefined}
          also={<Button variant="default">Call</Button>}
        />
      </Part>
      <Part name="Facts">
        <Facts facts={facts} />
      </Part>
      <Part name="Fold">
        <Fold title="Facts" note="number, address, tax number" open>
          <Facts columns={3} facts={facts} />
        </Fold>
        <Fold title="Proof">{null}</Fold>
      </Part>
      <Part name="Sum">
        <Sum
          label="How the price comes about"
          rows={[
            { key: '1', what: '420 seats', note: '$162.00 a year each', amount: '$68,040' },
            { key: '2', what: 'Tax', amount: '$0', quiet: true },
          ]}
          total={{ what: 'Total', amount: '$68,040' }}
        />
      </Part>
      <Part name="History">
        <History entries={entries} />
      </Part>
      <Part name="Timeline">
        <Timeline
          moments={[
            { id: '1', at: '2026-11-26T09:00:00Z', title: 'Paid', by: 'Ada Lovelace', tone: 'good', detail: '$17,010 by card' },
            { id: '2', at: '2026-11-20T09:00:00Z', title: 'Card declined', tone: 'bad' },
          ]}
        />
      </Part>
      <Part name="Comments" wide>
        <Comments of={{ kind: 'account', id: '1', title: 'Maple Bank' }} />
      </Part>
    </>
  )
}
