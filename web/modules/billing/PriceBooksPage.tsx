import { useState } from 'react'
import { priceBooksList, priceBooksPublish } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../ask.ts'
import { Answer, Button, Confirm, CopyText, Day, Empty, Loading, None, Page, PlainTable, Section, Stack, Status } from '../../kit/index.ts'
import { useMay } from '../../frame/session.ts'
import { StillMissing } from './begin/StillMissing.tsx'
import { catalogueTabs } from './CataloguePage.tsx'

type Version = AskOutput<typeof priceBooksList>['items'][number]

/** Versions of list prices. A published one never changes; the next one ends it. */
export default function PriceBooksPage() {
  const asked = useAsk(priceBooksList, { limit: 20 })
  const may = useMay()
  return (
    <Page
      title="Price books"
      note="A published version never changes; the next one ends it on its first day."
      tabs={catalogueTabs}
      actions={may('billing.configure') && <Button href="/billing/price-books/new">New version</Button>}
    >
      <StillMissing />
      <Answer of={asked} loading={<Loading rows={6} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              title="No price book yet"
              action={may('billing.configure') && <Button href="/billing/price-books/new">Write prices</Button>}
            >
              Without one nothing can be sold.
            </Empty>
          ) : (
            <Stack gap={5}>
              {items.map((version) => (
                <VersionCard key={version.id} version={version} />
              ))}
            </Stack>
          )
        }
      </Answer>
    </Page>
  )
}

function VersionCard({ version }: { version: Version }) {
  const [asking, setAsking] = useState(false)
  const publish = useTell(priceBooksPublish)
  return (
    <Section
      title={`${version.book}, version ${version.version}`}
      note={
        <>
          <Status value={version.state} /> from <Day day={version.valid_from} />{' '}
          {version.valid_to ? (
            <>
              until before <Day day={version.valid_to} />
            </>
          ) : (
            'with no end'
          )}
          {version.sha && (
            <>
              {' '}
              · <CopyText text={version.sha} shown={`${version.sha.slice(0, 12)}…`} mono />
            </>
          )}
        </>
      }
      actions={version.may.includes('publish') && <Button onClick={() => setAsking(true)}>Publish</Button>}
      flush
    >
      <PlainTable
        bare
        label={`Prices of ${version.book} ${version.version}`}
        rows={version.prices}
        rowKey={(row) => `${row.product}|${row.currency}|${row.per}|${row.min_quantity}`}
        columns={[
          { id: 'product', title: 'Product', cell: (row) => row.product_name, phone: 'title' },
          { id: 'currency', title: 'Currency', cell: (row) => row.currency },
          { id: 'per', title: 'Billed', cell: (row) => (row.per === 'year' ? 'Yearly' : 'Monthly') },
          { id: 'price', title: 'Unit price', align: 'right', cell: (row) => <span className="num">{row.unit_price}</span> },
          { id: 'floor', title: 'Floor', align: 'right', cell: (row) => row.floor ?? <None why="none" /> },
        ]}
      />
      <Confirm
        open={asking}
        title={`Publish version ${version.version}?`}
        act="Publish"
        onConfirm={() => publish.mutateAsync({ book: version.book, version: version.version })}
        onClose={() => setAsking(false)}
      >
        It sells from {version.valid_from} and can never be changed again. The version before it ends there.
      </Confirm>
    </Section>
  )
}
