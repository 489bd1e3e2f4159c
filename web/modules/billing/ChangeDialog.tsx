import { useState } from 'react'
import { contractsAmend, contractsChangePreview, type contractsGet, quotesRenew } from '../../../server/modules/billing/contract.ts'
import { type AskInput, type AskOutput, useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  Button,
  Day,
  Facts,
  Loading,
  Modal,
  Note,
  NumberInput,
  Problem,
  Row,
  Segments,
  Stack,
  TextInput,
  toast,
  useGo,
  withDays,
} from '../../kit/index.ts'
import { Priced } from './Priced.tsx'

export type ChangeKind = 'seats' | 'renew' | 'end'
type Contract = AskOutput<typeof contractsGet>
type ChangePreview = AskOutput<typeof contractsChangePreview>
type Change = AskInput<typeof contractsAmend>['change']

const acts: Record<ChangeKind, string> = { seats: 'Add seats', renew: 'Renew', end: 'End contract' }

const done: Record<ChangeKind, string> = { seats: 'Seats added', renew: 'Renewed', end: 'The contract ends' }

function question(kind: ChangeKind, { account_name: name, product_name: product }: Contract): string {
  if (kind === 'seats') return `How many seats more for ${name}?`
  return kind === 'renew' ? `Renew ${product} for ${name}?` : `End ${product} for ${name}?`
}

/** Nothing changes money without showing it first: the preview asks the same engine that then books. */
export function ChangeDialog({ contract, kind, onClose }: { contract: Contract; kind: ChangeKind; onClose: () => void }) {
  const [seats, setSeats] = useState(kind === 'renew' ? Number(contract.seats) : 5)
  const [months, setMonths] = useState(12)
  const [price, setPrice] = useState('')
  const [credit, setCredit] = useState<'none' | 'prorated' | 'full'>('none')
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const may = useMay()
  const go = useGo()
  const change = changeOf(kind, { seats, months, credit, day, price })
  const asked = useAsk(contractsChangePreview, { id: contract.id, change }, { keep: true })
  const amend = useTell(contractsAmend, {
    onDone: () => {
      toast(done[kind])
      onClose()
    },
  })
  const quote = useTell(quotesRenew, { onDone: (made) => go(`/billing/quotes/${made.id}`) })
  const priced = kind === 'renew' && /^\d{1,9}(\.\d{1,6})?$/.test(price)
  return (
    <Modal opened onClose={onClose} title={question(kind, contract)} size="xl">
      <Stack gap={4}>
        {kind !== 'end' && (
          <Row>
            <NumberInput
              label={kind === 'seats' ? 'Seats to add' : 'Seats of the next term'}
              min={1}
              value={seats}
              onChange={(value) => setSeats(Math.max(1, Number(value) || 1))}
              data-autofocus
            />
            {kind === 'seats' && (
              <TextInput label="From (left empty: today)" type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
            )}
            {kind === 'renew' && (
              <NumberInput
                label="Months"
                min={1}
                max={60}
                value={months}
                onChange={(value) => setMonths(Math.min(60, Math.max(1, Number(value) || 1)))}
              />
            )}
            {kind === 'renew' && (
              <TextInput
                label="Another price a seat (it has to be approved)"
                placeholder={`Left empty: ${contract.unit_price}`}
                inputMode="decimal"
                value={price}
                onChange={(event) => setPrice(event.currentTarget.value.trim())}
              />
            )}
          </Row>
        )}
        {kind === 'end' && (
          <Row align="end">
            <TextInput
              label="First day without it (left empty: after the term)"
              type="date"
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
              data-autofocus
            />
            {may('billing.bill') && (
              <Segments
                label="Credit for unused time"
                value={credit}
                onChange={setCredit}
                options={[
                  { value: 'none', label: 'No credit' },
                  { value: 'prorated', label: 'Unused days' },
                  { value: 'full', label: 'Whole period' },
                ]}
              />
            )}
          </Row>
        )}
        {asked.error ? <Problem error={asked.error} /> : asked.data ? <Preview preview={asked.data} /> : <Loading rows={4} />}
        {priced && (
          <Note title="Another price is offered, not booked">
            The renewal becomes a quote: its lane says who approves it, and the customer signs or accepts it.
          </Note>
        )}
        <TextInput
          label="Why"
          description="Needed to book it; stands in the history."
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Row>
          {!priced && (
            <Button
              danger={kind === 'end'}
              loading={amend.isPending}
              disabled={!asked.data || asked.isFetching || reason.trim() === ''}
              onClick={() => amend.mutate({ id: contract.id, if_match: contract.version, change, reason })}
            >
              {actOf(kind, asked.data)}
            </Button>
          )}
          {kind === 'renew' && (
            <Button
              variant={priced ? 'filled' : 'default'}
              loading={quote.isPending}
              onClick={() => quote.mutate({ id: contract.id, seats, months, ...(priced && { unit_price: price }) })}
            >
              Make a renewal quote
            </Button>
          )}
          <Button variant="subtle" onClick={onClose}>
            {kind === 'end' ? 'Keep it' : 'Cancel'}
          </Button>
        </Row>
      </Stack>
    </Modal>
  )
}

function Preview({ preview }: { preview: ChangePreview }) {
  return (
    <div aria-live="polite">
      <p>{withDays(preview.text)}</p>
      <Facts
        columns={2}
        facts={[
          { label: 'Takes effect', value: <Day day={preview.effective} /> },
          { label: preview.totals.net_minor < 0 ? 'Credited' : 'Invoiced', value: <BillDay preview={preview} /> },
        ]}
      />
      <Priced {...preview} />
    </div>
  )
}

function BillDay({ preview }: { preview: ChangePreview }) {
  if (preview.bill_day === null) return <span className="quiet">nothing is due for this change</span>
  if (preview.bill_day === preview.today) return <>today</>
  return <Day day={preview.bill_day} />
}

/** The button says whether money moves with the click. */
function actOf(kind: ChangeKind, preview: ChangePreview | undefined): string {
  if (!preview || preview.bill_day !== preview.today) return acts[kind]
  return `${acts[kind]} and ${preview.totals.net_minor < 0 ? 'credit' : 'invoice'}`
}

function changeOf(
  kind: ChangeKind,
  given: { seats: number; months: number; credit: 'none' | 'prorated' | 'full'; day: string; price: string },
): Change {
  if (kind === 'seats') return { kind, add: given.seats, ...(given.day && { effective: given.day }) }
  if (kind === 'renew')
    return { kind, seats: given.seats, months: given.months, ...(/^\d{1,9}(\.\d{1,6})?$/.test(given.price) && { unit_price: given.price }) }
  return { kind, credit: given.credit, ...(given.day && { effective: given.day }) }
}
