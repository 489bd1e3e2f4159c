import { useState } from 'react'
import { preview, productsList } from '../../../server/modules/billing/contract.ts'
import { type AskInput, type AskOutput, useAsk } from '../../ask.ts'
import {
  Button,
  CopyText,
  Day,
  Empty,
  Loading,
  Note,
  NumberInput,
  Page,
  Problem,
  Section,
  Select,
  Stack,
  Textarea,
  TextInput,
  dayText,
  todayHere,
} from '../../kit/index.ts'
import './billing.css'
import { Priced } from './Priced.tsx'

type Asked = AskInput<typeof preview>
type Told = AskOutput<typeof preview>
type Sketch = {
  product: string
  seats: number
  price: string
  per: 'year' | 'month'
  currency: string
  start: string
  months: number
  rate: string
  add: number
  addDay: string
}

/** The engine in one's hands: a form beside its JSON, both editable, the answer beneath. Nothing is stored. */
export default function PreviewPage() {
  const [sketch, setSketch] = useState<Sketch>(firstSketch)
  const [text, setText] = useState<string>()
  const written = text ?? JSON.stringify(inputOf(sketch), null, 2)
  const read = parsed(written)
  const asked = useAsk(preview, (read ?? {}) as Asked, { enabled: read !== undefined, keep: true })
  return (
    <Page
      title="Price preview"
      note="What a contract would be charged, line by line, in words. The billing run, the checkout and every change ask the same engine."
    >
      <Stack gap={5}>
        <div className="work-bench">
          <Section title="Contract">
            <SketchForm
              sketch={sketch}
              onChange={(next) => {
                setSketch(next)
                setText(undefined)
              }}
            />
          </Section>
          <Section title="As JSON" note="The body of POST /api/billing/previews" actions={<CopyText text={written} shown="Copy" />}>
            <div className="work-json">
              <Textarea
                aria-label="Input as JSON"
                value={written}
                onChange={(event) => setText(event.currentTarget.value)}
                autosize
                minRows={14}
                maxRows={24}
                spellCheck={false}
              />
              {read === undefined && <Note tone="warn" title="This is not JSON yet" />}
              {text !== undefined && (
                <Button variant="subtle" onClick={() => setText(undefined)}>
                  Back to the form
                </Button>
              )}
            </div>
          </Section>
        </div>
        {asked.error ? (
          <Problem error={asked.error} />
        ) : asked.data ? (
          <Told told={asked.data} currency={currencyOf(read)} />
        ) : (
          <Loading rows={5} />
        )}
      </Stack>
    </Page>
  )
}

function SketchForm({ sketch, onChange }: { sketch: Sketch; onChange: (sketch: Sketch) => void }) {
  const products = useAsk(productsList, { state: 'active' })
  const put = (change: Partial<Sketch>) => onChange({ ...sketch, ...change })
  return (
    <Stack gap={3}>
      <Select
        label="Product"
        value={sketch.product}
        data={(products.data?.items ?? []).map((one) => ({ value: one.code, label: one.name }))}
        onChange={(value) => value && put({ product: value })}
      />
      <div className="fields-2">
        <NumberInput label="Seats" min={0} value={sketch.seats} onChange={(value) => put({ seats: Number(value) || 0 })} />
        <TextInput label="Unit price" value={sketch.price} onChange={(event) => put({ price: event.currentTarget.value })} />
        <TextInput
          label="Currency"
          value={sketch.currency}
          maxLength={3}
          onChange={(event) => put({ currency: event.currentTarget.value.toUpperCase() })}
        />
        <Select
          label="Billed"
          value={sketch.per}
          data={[
            { value: 'year', label: 'Yearly' },
            { value: 'month', label: 'Monthly' },
          ]}
          onChange={(value) => put({ per: value === 'month' ? 'month' : 'year' })}
        />
        <TextInput label="Start" type="date" value={sketch.start} onChange={(event) => put({ start: event.currentTarget.value })} />
        <NumberInput label="Months" min={1} max={60} value={sketch.months} onChange={(value) => put({ months: Number(value) || 12 })} />
        <TextInput label="VAT %" value={sketch.rate} onChange={(event) => put({ rate: event.currentTarget.value })} />
        <NumberInput label="Seats added later" min={0} value={sketch.add} onChange={(value) => put({ add: Number(value) || 0 })} />
        <TextInput label="On" type="date" value={sketch.addDay} onChange={(event) => put({ addDay: event.currentTarget.value })} />
      </div>
    </Stack>
  )
}

function Told({ told, currency }: { told: Told; currency: string }) {
  const products = useAsk(productsList, { state: 'active' })
  const names = new Map((products.data?.items ?? []).map((one) => [one.code, one.name]))
  if (told.documents.length === 0)
    return (
      <Empty title="Nothing is due">
        {told.next
          ? `Next on ${dayText(told.next.day, 'long')}: ${told.next.reason.replace('_', ' ')}.`
          : 'Nothing will be due later either.'}
      </Empty>
    )
  return (
    <Stack gap={4}>
      {told.documents.map((document, at) => (
        <Section
          // biome-ignore lint/suspicious/noArrayIndexKey: proposals have no names of their own
          key={at}
          title={document.kind === 'invoice' ? 'Invoice' : 'Credit note'}
          note={
            <>
              On <Day day={document.day} />
            </>
          }
          flush
        >
          <Priced
            lines={document.lines.map((line) => ({ ...line, product_name: names.get(line.product) ?? line.product }))}
            tax_groups={document.tax_groups}
            totals={document.totals}
            currency={currency}
          />
        </Section>
      ))}
      {told.next && (
        <p className="quiet">
          Next: <Day day={told.next.day} /> ({told.next.reason.replace('_', ' ')}). Input hash{' '}
          <CopyText text={told.input_hash} shown={`${told.input_hash.slice(0, 12)}…`} mono />
        </p>
      )}
    </Stack>
  )
}

function firstSketch(): Sketch {
  const today = todayHere()
  return {
    product: 'harbor-enterprise',
    seats: 25,
    price: '156.00',
    per: 'year',
    currency: 'EUR',
    start: today,
    months: 12,
    rate: '19',
    add: 0,
    addDay: shifted(today, 6),
  }
}

function shifted(day: string, months: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + months)
  return at.toISOString().slice(0, 10)
}

function inputOf(sketch: Sketch): Asked {
  const later = sketch.add > 0 ? sketch.addDay : sketch.start
  return {
    as_of: sketch.start,
    ...(sketch.add > 0 && { through: later }),
    contract: {
      currency: sketch.currency,
      start: sketch.start,
      end: shifted(sketch.start, sketch.months),
      items: [
        {
          id: 'seats',
          product: sketch.product,
          quantity: String(sketch.seats),
          unit_price: sketch.price,
          per: sketch.per,
          taxes: [{ code: 'VAT', category: 'S', rate: sketch.rate, jurisdiction: 'DE' }],
        },
      ],
      ...(sketch.add > 0 && { changes: [{ kind: 'seats' as const, item: 'seats', add: String(sketch.add), effective: later }] }),
    },
  }
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function currencyOf(input: unknown): string {
  if (
    typeof input === 'object' &&
    input !== null &&
    'contract' in input &&
    typeof input.contract === 'object' &&
    input.contract !== null &&
    'currency' in input.contract
  ) {
    return String(input.contract.currency)
  }
  return 'EUR'
}
