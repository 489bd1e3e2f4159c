import { useRef, useState } from 'react'
import { entitiesList, priceBooksList, priceBooksVersion, productsList } from '../../../../server/modules/billing/contract.ts'
import { useAsk, useTell } from '../../../ask.ts'
import {
  Answer,
  Button,
  Empty,
  Loading,
  Page,
  PlainTable,
  Problem,
  Row,
  Section,
  Stack,
  TextInput,
  toast,
  useGo,
} from '../../../kit/index.ts'
import { firstDay } from './options.ts'
import { isPrice, type Price, type PriceRow, priceRows, pricesOf } from './prices.ts'

/** The next version of the price book, as a draft: the first from nothing, each later one from the version before. */
export default function NewPricesPage() {
  const products = useAsk(productsList, { state: 'active', limit: 100 })
  const entities = useAsk(entitiesList, {})
  const books = useAsk(priceBooksList, { limit: 1 })
  return (
    <Page
      title="New price book version"
      crumbs={[{ title: 'Price books', href: '/billing/price-books' }]}
      note="A draft sells nothing. Look at it, then publish it; from then on it never changes."
    >
      <Answer of={products} loading={<Loading rows={5} />}>
        {({ items }) => (
          <Answer of={entities} loading={<Loading rows={5} />}>
            {(companies) => (
              <Answer of={books} loading={<Loading rows={5} />}>
                {(versions) => {
                  const currencies = [...new Set(companies.items.map((one) => one.currency))]
                  if (items.length === 0 || currencies.length === 0)
                    return (
                      <Empty title="First a company and a product" action={<Button href="/billing/begin">Set up selling</Button>}>
                        A price is for a product, in the currency of a company that sells it.
                      </Empty>
                    )
                  const newest = versions.items[0]
                  return (
                    <Prices
                      book={newest?.book ?? 'list'}
                      before={newest?.prices ?? []}
                      rows={priceRows(items, currencies, newest?.prices ?? [])}
                    />
                  )
                }}
              </Answer>
            )}
          </Answer>
        )}
      </Answer>
    </Page>
  )
}

function Prices({ book, before, rows: first }: { book: string; before: Price[]; rows: PriceRow[] }) {
  const go = useGo()
  const [day, setDay] = useState(() => firstDay(before.length === 0 ? 0 : 1))
  // the version that was read when the page opened is what is edited, whatever is refreshed meanwhile
  const held = useRef(before)
  const [rows, setRows] = useState(first)
  const draft = useTell(priceBooksVersion, {
    quiet: true,
    onDone: (version) => {
      toast(`Version ${version.version} drafted; publish it when it is right`)
      go('/billing/price-books')
    },
  })
  const prices = pricesOf(rows, held.current)
  const sound = rows.every((row) => isPrice(row.year) && isPrice(row.month)) && prices.length > 0 && day !== ''
  const cell = (row: PriceRow, per: 'year' | 'month') => (
    <TextInput
      aria-label={`${row.product_name} in ${row.currency}, ${per === 'year' ? 'yearly' : 'monthly'}`}
      placeholder="not sold"
      inputMode="decimal"
      value={row[per]}
      error={isPrice(row[per]) ? undefined : 'Digits and a point: 96.00'}
      onChange={(event) => {
        const text = event.currentTarget.value
        setRows((all) => all.map((one) => (one.key === row.key ? { ...one, [per]: text } : one)))
      }}
      classNames={{ input: 'num' }}
    />
  )
  return (
    <Stack gap={5}>
      <Section title="From when" plain>
        <TextInput
          label="Sells from"
          description="The version before ends on this day."
          type="date"
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
          style={{ maxWidth: '14rem' }}
        />
      </Section>
      <Section title="Price of one" note="Without tax. An empty field is not sold that way." flush>
        <PlainTable
          bare
          label="Prices"
          rows={rows}
          rowKey={(row) => row.key}
          columns={[
            { id: 'product', title: 'Product', cell: (row) => row.product_name, phone: 'title' },
            { id: 'currency', title: 'Currency', cell: (row) => row.currency },
            { id: 'year', title: 'Per year', cell: (row) => cell(row, 'year') },
            { id: 'month', title: 'Per month', cell: (row) => cell(row, 'month') },
          ]}
        />
      </Section>
      {draft.error !== null && <Problem error={draft.error} />}
      <Row>
        <Button loading={draft.isPending} disabled={!sound} onClick={() => draft.mutate({ book, valid_from: day, prices })}>
          Draft version
        </Button>
        <Button variant="default" href="/billing/price-books">
          Cancel
        </Button>
      </Row>
    </Stack>
  )
}
