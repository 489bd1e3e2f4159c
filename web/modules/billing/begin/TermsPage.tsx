import { useState } from 'react'
import { termsList } from '../../../../server/modules/billing/contract.ts'
import type { AskOutput } from '../../../ask.ts'
import { useMay } from '../../../frame/session.ts'
import { Button, CopyText, DataTable, Day, Drawer, Empty, Markdown, Page, Stack, Status, Tag } from '../../../kit/index.ts'
import { catalogueTabs } from '../CataloguePage.tsx'
import { StillMissing } from './StillMissing.tsx'
import './begin.css'

type Terms = AskOutput<typeof termsList>['items'][number]

/** The texts that buyers accept. A version never changes; the next one binds from its day. */
export default function TermsPage() {
  const may = useMay()
  const [read, setRead] = useState<Terms>()
  const write = may('billing.configure') && <Button href="/billing/terms/new">New version</Button>
  return (
    <Page
      title="Terms"
      note="What buyers accept with a click. A version never changes; the next one binds from its day."
      tabs={catalogueTabs}
      actions={write}
    >
      <StillMissing />
      <DataTable
        bare
        operation={termsList}
        label="Terms"
        rowKey={(row) => row.id}
        onRow={setRead}
        columns={[
          { id: 'title', title: 'Title', cell: (row) => row.title, phone: 'title' },
          { id: 'code', title: 'Text', cell: (row) => <span className="mono">{row.code}</span> },
          { id: 'version', title: 'Version', cell: (row) => row.version },
          { id: 'locale', title: 'Language', cell: (row) => <Tag>{row.locale}</Tag> },
          { id: 'from', title: 'Binds from', cell: (row) => <Day day={row.effective_from} /> },
          {
            id: 'state',
            title: 'State',
            cell: (row) =>
              row.in_force ? <Status value="active" label="In force" /> : <Status value="draft" tone="calm" label="Not in force" />,
          },
        ]}
        empty={
          <Empty title="No terms yet" action={may('billing.configure') && <Button href="/billing/terms/new">Write terms</Button>}>
            Nobody can buy before there is a text to accept.
          </Empty>
        }
      />
      <Drawer
        opened={read !== undefined}
        onClose={() => setRead(undefined)}
        title={read && `${read.title}, version ${read.version}`}
        position="right"
        size="lg"
      >
        {read && (
          <Stack gap={4}>
            <CopyText text={read.sha} shown={`${read.sha.slice(0, 16)}…`} mono />
            <Markdown text={read.body} />
            {may('billing.configure') && (
              <div>
                <Button variant="default" href={`/billing/terms/new?from=${read.id}`}>
                  Write the next version
                </Button>
              </div>
            )}
          </Stack>
        )}
      </Drawer>
    </Page>
  )
}
