import { useState } from 'react'
import { type priceBooksList, priceBooksVersion } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, useTell } from '../../ask.ts'
import { Button, Modal, PlainTable, Row, Stack, TextInput, toast } from '../../kit/index.ts'

type Version = AskOutput<typeof priceBooksList>['items'][number]
type Price = Version['prices'][number]

/** The next version begins as a copy of the last one; nothing sells at it before it is published. */
export function NewVersion({ from, onClose }: { from: Version; onClose: () => void }) {
  const [day, setDay] = useState(firstOfNextMonth)
  const [prices, setPrices] = useState<Price[]>(from.prices)
  const draft = useTell(priceBooksVersion, {
    onDone: (version) => {
      toast(`Version ${version.version} drafted`)
      onClose()
    },
  })
  const sound = prices.every((price) => /^\d{1,12}(\.\d{1,6})?$/.test(price.unit_price))
  return (
    <Modal opened onClose={onClose} title={`Next version of ${from.book}`} size="lg">
      <Stack gap={4}>
        <TextInput label="Sells from" type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} data-autofocus />
        <PlainTable
          bare
          label="New prices"
          rows={prices}
          rowKey={keyOf}
          columns={[
            { id: 'product', title: 'Product', cell: (row) => row.product_name, phone: 'title' },
            { id: 'currency', title: 'Currency', cell: (row) => row.currency },
            { id: 'per', title: 'Billed', cell: (row) => (row.per === 'year' ? 'Yearly' : 'Monthly') },
            {
              id: 'was',
              title: 'Was',
              align: 'right',
              cell: (row) => from.prices.find((price) => keyOf(price) === keyOf(row))?.unit_price,
            },
            {
              id: 'price',
              title: 'Unit price',
              cell: (row) => (
                <TextInput
                  aria-label={`Unit price of ${row.product_name} in ${row.currency}, ${row.per === 'year' ? 'yearly' : 'monthly'}`}
                  value={row.unit_price}
                  onChange={(event) => {
                    const text = event.currentTarget.value
                    setPrices((all) => all.map((price) => (keyOf(price) === keyOf(row) ? { ...price, unit_price: text } : price)))
                  }}
                />
              ),
            },
          ]}
        />
        <Row>
          <Button
            loading={draft.isPending}
            disabled={!sound || day === ''}
            onClick={() =>
              draft.mutate({
                book: from.book,
                valid_from: day,
                prices: prices.map(({ product, currency, per, min_quantity, unit_price, floor }) => ({
                  product,
                  currency,
                  per,
                  min_quantity,
                  unit_price,
                  ...(floor && { floor }),
                })),
              })
            }
          >
            Draft version
          </Button>
          <Button variant="subtle" onClick={onClose}>
            Cancel
          </Button>
        </Row>
      </Stack>
    </Modal>
  )
}

function keyOf(price: Price): string {
  return `${price.product}|${price.currency}|${price.per}|${price.min_quantity}`
}

function firstOfNextMonth(): string {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10)
}
