import { useState } from 'react'
import {
  portalAmendmentPreview,
  portalContract,
  portalRenew,
  portalRenewalChoice,
  portalSeatsAdd,
} from '../../../server/modules/billing/contract.ts'
import { IconCalendar } from '@tabler/icons-react'
import { type AskOutput, Problem as Refused, useAsk, useTell } from '../../ask.ts'
import { useMay } from '../../frame/session.ts'
import {
  asRead,
  Answer,
  Button,
  Card,
  Confirm,
  Day,
  dayText,
  Empty,
  Facts,
  Loading,
  Money,
  Note,
  NoSuch,
  Page,
  Problem,
  Segments,
  Status,
  titleOf,
  toast,
  useGo,
  useParam,
  useQueryText,
  withDays,
  lastDay,
} from '../../kit/index.ts'
import { useDebounced } from '../../kit/list/useDebounced.ts'
import { Sum } from '../buy/Sum.tsx'
import { SeatsField } from './SeatsField.tsx'
import { seatsText } from '../said.ts'
import { ReplaceCard } from './CardDialog.tsx'
import { nextDay } from './nextDay.tsx'

type Contract = AskOutput<typeof portalContract>

/** One contract: what it says, and more seats or the next term with the money shown before anything is agreed. */
export default function ContractPage() {
  const id = useParam('id')
  const asked = useAsk(portalContract, { id })
  const [deed, setDeed] = useQueryText('do', 'seats')
  const may = useMay()
  return (
    <Page
      title={asked.data?.product_name ?? 'Contract'}
      crumbs={[{ title: 'Overview', href: '/portal' }]}
      badge={asked.data && <Status value={asked.data.state} />}
      note={asked.data && `${asked.data.number}, ${seatsText(asked.data.seats)}`}
    >
      <Answer of={asked} loading={<Loading block={420} />} none={<NoSuch title="Contract" back={{ title: 'Overview', href: '/portal' }} />}>
        {(contract) => (
          <div className="split">
            {may('portal.buy') && (
              <Card>
                <Segments
                  label="What to change"
                  value={deed}
                  onChange={setDeed}
                  options={[
                    { value: 'seats', label: 'Add seats' },
                    { value: 'renew', label: 'Renew' },
                  ]}
                />
                <Change key={deed} contract={contract} kind={deed === 'renew' ? 'renew' : 'seats'} />
              </Card>
            )}
            <Card>
              <AboutContract contract={contract} onChanged={() => void asked.refetch()} />
            </Card>
          </div>
        )}
      </Answer>
    </Page>
  )
}

function Change({ contract, kind }: { contract: Contract; kind: 'seats' | 'renew' }) {
  const go = useGo()
  const now = Number(contract.seats)
  const [seats, setSeats] = useState(kind === 'seats' ? Math.max(1, Math.round(now / 5)) : now)
  const wanted = useDebounced(Math.max(1, seats))
  const most = Math.max(50, now * 2)
  const label = kind === 'seats' ? 'Seats to add' : 'Seats in the next term'
  const input = kind === 'seats' ? { id: contract.id, kind, add: wanted } : { id: contract.id, kind, seats: wanted }
  const early = kind === 'renew' && !contract.may.includes('renew')
  const preview = useAsk(portalAmendmentPreview, input, { keep: true, staleTime: 60_000, enabled: !early })
  const open = (quote: { id: string }) => go(`/portal/quotes/${quote.id}`)
  const add = useTell(portalSeatsAdd, { onDone: open })
  const renew = useTell(portalRenew, { onDone: open })
  if (early)
    return (
      <NotYet
        contract={contract}
        said={contract.renewable_from ? `You can renew from ${contract.renewable_from} on.` : 'This contract cannot be renewed here.'}
      />
    )
  if (preview.error instanceof Refused && preview.error.code === 'renewal.too_early')
    return <NotYet contract={contract} said={preview.error.detail} />
  const waits = add.isPending || renew.isPending || wanted !== seats
  return (
    <div className="stack change" style={{ gap: 'var(--s-5)' }}>
      <div className="change-seats">
        <SeatsField
          label={label}
          thumbLabel={label}
          note={kind === 'seats' ? `You have ${now} now` : `You have ${now} now; fewer is possible`}
          seats={seats}
          most={most}
          onSeats={setSeats}
        />
      </div>
      {preview.error && !preview.data ? (
        <Problem error={preview.error} again={() => void preview.refetch()} />
      ) : preview.data ? (
        <div data-stale={preview.isPlaceholderData || undefined} className="change-sum">
          <Sum of={preview.data} total={totalOn(preview.data)}>
            <p className="sum-note">{withDays(preview.data.text)}</p>
            <p className="sum-note">
              Seats {preview.data.seats_before} → {preview.data.seats_after}. Value a year{' '}
              <Money minor={preview.data.annual_before_minor} currency={preview.data.currency} /> →{' '}
              <Money minor={preview.data.annual_after_minor} currency={preview.data.currency} />.
            </p>
          </Sum>
          {!preview.data.lane.self_service && (
            <Note
              tone="accent"
              title={preview.data.answer_by ? `We will send you a quote by ${dayText(preview.data.answer_by)}` : 'We will send you a quote'}
            >
              {asRead(preview.data.lane.text)}
            </Note>
          )}
        </div>
      ) : (
        <Loading block={160} />
      )}
      {preview.data && (
        <p className="act-total">
          {totalOn(preview.data)}
          <b className="num">
            <Money minor={preview.data.totals.gross_minor} currency={preview.data.currency} />
          </b>
        </p>
      )}
      <Button
        size="md"
        loading={waits}
        disabled={!preview.data || preview.isError}
        onClick={() => (kind === 'seats' ? add.mutate({ id: contract.id, add: seats }) : renew.mutate({ id: contract.id, seats }))}
      >
        {preview.data?.lane.self_service === false ? 'Ask for this quote' : 'Continue to terms and payment'}
      </Button>
    </div>
  )
}

/** What is paid with the order, and what comes later on a day of its own, are told apart. */
function totalOn({ bill_day: day, today }: AskOutput<typeof portalAmendmentPreview>): string {
  return day === null || day === today ? 'Total today' : `Total on ${dayText(day)}, nothing today`
}

/** Long before its end a contract is not renewed; nothing is wrong, and nothing need be done. */
function NotYet({ contract, said }: { contract: Contract; said: string }) {
  return (
    <Empty title="Not yet to be renewed" icon={<IconCalendar size={20} />}>
      {withDays(said)}{' '}
      {contract.auto_renew && contract.end
        ? `It renews by itself after ${dayText(lastDay(contract.end))}, so you need do nothing.`
        : 'We write to you before it ends.'}
    </Empty>
  )
}

function AboutContract({ contract, onChanged }: { contract: Contract; onChanged: () => void }) {
  const [asking, setAsking] = useState(false)
  const [replacing, setReplacing] = useState(false)
  const may = useMay()
  const choose = useTell(portalRenewalChoice, {
    onDone: (answer) => {
      toast(answer.auto_renew ? 'Renews by itself again' : 'Automatic renewal is off')
      onChanged()
    },
  })
  return (
    <div className="stack" style={{ gap: 'var(--s-4)' }}>
      <Facts
        facts={[
          { label: 'Seats', value: <span className="num">{contract.seats}</span> },
          {
            label: 'Price',
            value: (
              <>
                <span className="num">{asRead(`${contract.unit_price} ${contract.currency}`)}</span> per seat and {String(contract.per)}
              </>
            ),
          },
          { label: 'Began', value: <Day day={contract.start} /> },
          { label: 'Runs until', value: contract.end ? <Day day={lastDay(contract.end)} /> : 'open-ended' },
          nextDay(contract),
          { label: 'Renews by itself', value: contract.auto_renew ? 'Yes' : 'No' },
          {
            label: 'Paid with',
            value: contract.method ? `${titleOf(contract.method.brand)} ending in ${contract.method.last4}` : 'invoice',
          },
        ]}
      />
      {may('portal.pay') && (
        <Button variant="default" onClick={() => setReplacing(true)}>
          {contract.method ? 'Replace the card' : 'Store a card'}
        </Button>
      )}
      {replacing && (
        <ReplaceCard
          contract={contract}
          onClose={() => {
            setReplacing(false)
            onChanged()
          }}
        />
      )}
      {may('portal.buy') && (
        <Button
          variant="default"
          loading={choose.isPending}
          onClick={() => (contract.auto_renew ? setAsking(true) : choose.mutate({ id: contract.id, auto_renew: true }))}
        >
          {contract.auto_renew ? 'Turn automatic renewal off' : 'Turn automatic renewal on'}
        </Button>
      )}
      <Confirm
        open={asking}
        title="Turn automatic renewal off?"
        act="Turn off"
        onClose={() => setAsking(false)}
        onConfirm={() => choose.mutateAsync({ id: contract.id, auto_renew: false })}
      >
        Your licence then ends {contract.end ? `after ${dayText(lastDay(contract.end))}` : 'with the term'} unless you renew. You can turn
        it on again at any time before.
      </Confirm>
    </div>
  )
}
