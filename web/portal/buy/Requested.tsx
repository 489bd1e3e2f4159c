import './accept.css'
import { IconMailForward } from '@tabler/icons-react'
import { Button, dayText, Empty, asRead } from '../../kit/index.ts'
import type { Quote } from './Accept.tsx'

/** Above the threshold a person answers; the buyer knows by which day and need do nothing more. */
export function Requested({ quote }: { quote: Quote }) {
  return (
    <Empty
      title={quote.answer_by ? `We will send you a quote by ${dayText(quote.answer_by)}` : 'We will send you a quote'}
      icon={<IconMailForward size={20} />}
      action={
        <Button href="/portal" variant="default">
          Go to your overview
        </Button>
      }
    >
      <p>{asRead(quote.lane.text)}</p>
      <p className="requested-facts">
        Your request is {quote.number}: {quote.seats} seats of {quote.product_name}. The answer comes by e-mail and stands here too; you can
        accept and pay it online.
      </p>
    </Empty>
  )
}
