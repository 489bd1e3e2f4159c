import '../buy/order.css'
import { useState } from 'react'
import { portalContractCard, portalDocumentPay, type portalDocuments } from '../../../server/modules/billing/contract.ts'
import { type AskOutput, ask, queries } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Button, Checkbox, Modal, Money, Note, Problem, toast } from '../../kit/index.ts'
import { Card, tokenOf } from '../buy/Card.tsx'
import { type CardFields, noCard, problemsOf } from '../buy/card-rules.ts'

type Invoice = AskOutput<typeof portalDocuments>['items'][number]

/** Pays an open invoice with a card; after a decline that is how the customer comes out of it alone. */
export function PayInvoice({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const [keep, setKeep] = useState(true)
  const [key] = useState(() => crypto.randomUUID())
  const sum = <Money minor={invoice.open_minor} currency={invoice.currency} />
  return (
    <CardDialog
      title={`Pay invoice ${invoice.number}`}
      act={
        <>
          Pay <span className="pay-sum">{sum}</span> with this card
        </>
      }
      onClose={onClose}
      onCard={async (token) => {
        await ask(portalDocumentPay, { id: invoice.id, payment: { token }, keep_card: keep && invoice.contract_number !== null }, { key })
        toast('Your bank is being asked', { detail: 'The invoice shows as paid as soon as it answers.' })
      }}
    >
      {invoice.charge === 'declined' && (
        <Note tone="bad" title="The stored card was declined">
          Nothing was charged. Your seats and licences stay as they are.
        </Note>
      )}
      {invoice.contract_number !== null && (
        <Checkbox
          checked={keep}
          onChange={(event) => setKeep(event.currentTarget.checked)}
          label={`Use this card for ${invoice.contract_number} from now on`}
          description="It takes the place of the stored one once it has paid."
        />
      )}
    </CardDialog>
  )
}

/** Another card for renewals and added seats; nothing is charged now. */
export function ReplaceCard({ contract, onClose }: { contract: { id: string; number: string }; onClose: () => void }) {
  const [key] = useState(() => crypto.randomUUID())
  return (
    <CardDialog
      title={`Card of ${contract.number}`}
      act="Store this card"
      onClose={onClose}
      onCard={async (token) => {
        await ask(portalContractCard, { id: contract.id, payment: { token } }, { key })
        toast('Card replaced', { detail: 'Renewals and added seats are charged to it.' })
      }}
    />
  )
}

type Dialog = {
  title: string
  act: React.ReactNode
  onClose: () => void
  onCard: (token: string) => Promise<void>
  children?: React.ReactNode
}

function CardDialog({ title, act, onClose, onCard, children }: Dialog) {
  const { data: session } = useSession()
  const [card, setCard] = useState<CardFields>(noCard)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<unknown>()
  const send = async () => {
    setTried(true)
    if (Object.keys(problemsOf(card, new Date())).length > 0) return
    setBusy(true)
    setRefusal(undefined)
    try {
      await onCard(await tokenOf(card))
      await queries.invalidateQueries()
      onClose()
    } catch (thrown) {
      setRefusal(thrown)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Card card={card} onCard={setCard} demo={session?.demo ?? false} tried={tried} />
        {children}
        {refusal !== undefined && <Problem error={refusal} />}
        <Button type="submit" size="md" loading={busy} fullWidth>
          {act}
        </Button>
      </form>
    </Modal>
  )
}
