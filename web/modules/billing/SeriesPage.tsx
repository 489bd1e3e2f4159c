import { useState } from 'react'
import { seriesList, seriesProof } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import { Answer, Button, CopyText, Count, Day, Empty, Facts, Loading, Note, Page, Section, Stack } from '../../kit/index.ts'
import { ledgerTabs } from './LedgerPage.tsx'

type Series = AskOutput<typeof seriesList>['items'][number]

/** Number series without gaps, and a check of each whole chain. */
export default function SeriesPage() {
  const asked = useAsk(seriesList, {})
  return (
    <Page title="Number series" note="A number is taken last before the commit: no gap, no double, rising with the day." tabs={ledgerTabs}>
      <Answer of={asked} loading={<Loading rows={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No numbers yet">The first invoice opens the first series.</Empty>
          ) : (
            <Stack gap={5}>
              {items.map((series) => (
                <SeriesCard key={series.id} series={series} />
              ))}
            </Stack>
          )
        }
      </Answer>
    </Page>
  )
}

function SeriesCard({ series }: { series: Series }) {
  const [asking, setAsking] = useState(false)
  const proof = useAsk(seriesProof, { id: series.id }, { enabled: asking })
  return (
    <Section
      title={series.prefix}
      actions={
        <Button variant="default" loading={proof.isFetching} onClick={() => (asking ? void proof.refetch() : setAsking(true))}>
          Check the chain
        </Button>
      }
    >
      {proof.data && (
        <Note
          tone={proof.data.sound ? 'good' : 'bad'}
          title={
            proof.data.sound ? `${proof.data.checked} documents, no gap, every hash and link holds` : `${proof.data.faults.length} faults`
          }
        >
          {proof.data.faults.map((fault) => `${fault.number}: ${fault.fault}`).join(' ')}
        </Note>
      )}
      <Facts
        columns={2}
        facts={[
          { label: 'Company', value: series.entity },
          { label: 'Kind', value: series.kind.replace('_', ' ') },
          { label: 'Issued', value: <Count value={series.issued} /> },
          { label: 'Last issue day', value: <Day day={series.last_issue_day} /> },
          { label: 'Last link', value: <CopyText text={series.last_chain} shown={`${series.last_chain.slice(0, 16)}…`} mono /> },
        ]}
      />
    </Section>
  )
}
