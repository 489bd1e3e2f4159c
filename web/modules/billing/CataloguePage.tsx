import { entitiesList, productsList } from '../../../server/modules/billing/contract.ts'
import { useAsk } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Answer,
  Button,
  Count,
  DataTable,
  Empty,
  Loading,
  Page,
  PlainTable,
  Section,
  Stack,
  Status,
  Tag,
  titleOf,
} from '../../kit/index.ts'
import { StillMissing } from './begin/StillMissing.tsx'

/** The tabs of everything that is configured. */
export const catalogueTabs = [
  { title: 'Products', href: '/billing/catalogue' },
  { title: 'Price books', href: '/billing/price-books' },
  { title: 'Terms', href: '/billing/terms' },
  { title: 'Taxes and policies', href: '/billing/rules' },
]

/** What is sold, and by which of our companies. */
export default function CataloguePage() {
  const entities = useAsk(entitiesList, {})
  const may = useMay()('billing.configure')
  return (
    <Page
      title="Catalogue"
      note="What is sold, and by which of our companies."
      tabs={catalogueTabs}
      actions={
        may && (
          <>
            <Button variant="default" href="/billing/begin">
              Set up selling
            </Button>
            <Button href="/billing/products/new">New product</Button>
          </>
        )
      }
    >
      <StillMissing />
      <Stack gap={5}>
        <Section title="Products" flush>
          <DataTable
            bare
            operation={productsList}
            label="Products"
            rowKey={(row) => row.id}
            columns={[
              { id: 'name', title: 'Product', cell: (row) => row.name, phone: 'title' },
              { id: 'code', title: 'Code', cell: (row) => <span className="mono">{row.code}</span> },
              { id: 'class', title: 'Class', cell: (row) => titleOf(row.class) },
              { id: 'unit', title: 'Unit', cell: (row) => titleOf(row.unit) },
              { id: 'least', title: 'At least', align: 'right', cell: (row) => <Count value={row.min_quantity} /> },
              { id: 'self', title: 'Self-service', cell: (row) => (row.self_serve ? 'Yes' : 'No') },
              { id: 'state', title: 'State', cell: (row) => <Status value={row.state} /> },
            ]}
            empty={
              <Empty title="Nothing for sale yet" action={may && <Button href="/billing/begin">Set up selling</Button>}>
                Publish a price book, then sell something.
              </Empty>
            }
          />
        </Section>
        <Section
          title="Our companies"
          note="The buyer's country decides which of them sells"
          actions={
            may && (
              <Button variant="default" href="/billing/companies/new">
                New company
              </Button>
            )
          }
          flush
        >
          <Answer of={entities} loading={<Loading rows={2} />}>
            {({ items }) => (
              <PlainTable
                bare
                label="Companies"
                rows={items}
                rowKey={(row) => row.id}
                {...(may ? { rowHref: (row: { id: string }) => `/billing/companies/${row.id}` } : {})}
                empty={<Empty title="No company yet">Invoices need a seller.</Empty>}
                columns={[
                  { id: 'name', title: 'Name', cell: (row) => row.name, phone: 'title' },
                  { id: 'code', title: 'Code', cell: (row) => <Tag>{row.code}</Tag> },
                  { id: 'currency', title: 'Currency', cell: (row) => row.currency },
                  { id: 'zone', title: 'Days begin in', cell: (row) => row.zone },
                  {
                    id: 'vat',
                    title: 'Registered',
                    cell: (row) => row.registrations.map((one) => `${one.jurisdiction} ${one.id}`).join(', ') || 'Nowhere',
                  },
                ]}
              />
            )}
          </Answer>
        </Section>
      </Stack>
    </Page>
  )
}
