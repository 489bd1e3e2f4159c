import { useState } from 'react'
import { portalAmendmentPreview, portalSeatsAdd } from '../../../server/modules/billing/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { asRead, Button, dayText, Money, Problem, useGo } from '../../kit/index.ts'
import { useDebounced } from '../../kit/list/useDebounced.ts'
import { SeatsField } from './SeatsField.tsx'
import { seatsText } from '../said.ts'

type Contract = { id: string; seats: string; product_name: string }

/** More seats on the overview: how many, what they cost with tax, and one button; the formula stands below. */
export function AddSeats({ contract }: { contract: Contract }) {
  const go = useGo()
  const now = Number(contract.seats)
  const most = Math.max(50, now)
  const [seats, setSeats] = useState(Math.max(1, Math.min(50, Math.round(now / 5))))
  const wanted = useDebounced(Math.max(1, seats))
  const preview = useAsk(portalAmendmentPreview, { id: contract.id, kind: 'seats', add: wanted }, { keep: true, staleTime: 60_000 })
  const add = useTell(portalSeatsAdd, { onDone: (quote) => go(`/portal/quotes/${quote.id}`) })
  const told = preview.data
  const later = told && told.bill_day !== null && told.bill_day !== told.today ? told.bill_day : undefined
  const alone = told?.lane.self_service !== false
  if (preview.error && !told) return <Problem error={preview.error} again={() => void preview.refetch()} />
  return (
    <form
      className="add"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate({ id: contract.id, add: Math.max(1, seats) })
      }}
    >
      <SeatsField label="Add seats" thumbLabel={`Seats of ${contract.product_name} to add`} seats={seats} most={most} onSeats={setSeats} />
      <p className="add-total" data-stale={preview.isPlaceholderData || undefined} aria-live="polite">
        <span className="add-sum num">{told ? <Money minor={told.totals.gross_minor} currency={told.currency} /> : '…'}</span>
        <span className="faint">{later ? `with tax, on ${dayText(later)}` : 'now, with tax'}</span>
      </p>
      <Button type="submit" size="md" loading={add.isPending || wanted !== seats} disabled={!told}>
        {alone ? `Add ${seatsText(seats)}` : 'Ask for this quote'}
      </Button>
      {told && <p className="add-formula faint">{told.lines.map((line) => asRead(line.formula)).join(' ')}</p>}
    </form>
  )
}
