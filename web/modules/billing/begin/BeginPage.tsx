import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useState } from 'react'
import { ratesAdd, sellingRead, setUp } from '../../../../server/modules/billing/contract.ts'
import { type AskOutput, useAsk, useTell } from '../../../ask.ts'
import { Answer, Button, Confirm, Form, Link, Loading, Modal, Page, Stack, TextField, toast, useGo } from '../../../kit/index.ts'
import '../billing.css'
import './begin.css'

type Selling = AskOutput<typeof sellingRead>
type Step = Selling['steps'][number]

const words: Record<Step['step'], { title: string; act: string; more: string; href: string; list: string }> = {
  company: {
    title: 'Your selling company',
    act: 'Add company',
    more: 'Companies',
    href: '/billing/companies/new',
    list: '/billing/catalogue',
  },
  product: { title: 'A product', act: 'Add product', more: 'Products', href: '/billing/products/new', list: '/billing/catalogue' },
  prices: {
    title: 'A published price book',
    act: 'Write prices',
    more: 'Price books',
    href: '/billing/price-books/new',
    list: '/billing/price-books',
  },
  rate: { title: 'Exchange rate', act: 'Add rate', more: '', href: '', list: '' },
  terms: { title: 'Terms of sale', act: 'Write terms', more: 'Terms', href: '/billing/terms/new', list: '/billing/terms' },
}

/** What is missing before something can be sold, with the door to each part. */
export default function BeginPage() {
  const asked = useAsk(sellingRead, {})
  return (
    <Page
      title="Set up selling"
      heading={asked.data && <Said selling={asked.data} />}
      width="read"
      crumbs={[{ title: 'Billing', href: '/billing' }]}
      note="Tax rates with their sources, the approval policy and the chart of accounts are there already."
    >
      <Answer of={asked} loading={<Loading rows={5} />}>
        {(selling) => (
          <Stack gap={5}>
            <Steps selling={selling} />
            {selling.ready && (
              <p className="quiet">
                Customers buy at <Link href="/pricing">/pricing</Link>; colleagues write <Link href="/billing/quotes/new">quotes</Link>.
              </p>
            )}
            {selling.may.includes('configure') && selling.steps.every((step) => !step.done) && <Example />}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

/** Whether something can be sold, and what is next. */
function Said({ selling }: { selling: Selling }) {
  const left = selling.steps.filter((step) => !step.done)
  const next = left[0] && words[left[0].step].title.toLowerCase()
  return (
    <>
      {selling.ready ? 'You can sell. ' : `${left.length === 1 ? 'One step is' : `${left.length} steps are`} left before you can sell. `}
      <span className="quiet">{next ? `Next: ${next}.` : 'Nothing is missing.'}</span>
    </>
  )
}

function Steps({ selling }: { selling: Selling }) {
  const [rating, setRating] = useState(false)
  const next = selling.steps.find((step) => !step.done)
  const may = selling.may.includes('configure')
  const missing = selling.rates_missing[0]
  // without a company nobody knows which rate is needed; when all is in the policy's currency there is nothing to do
  const shown = selling.steps.filter((step) => step.step !== 'rate' || missing !== undefined)
  return (
    <ol className="begin-steps">
      {shown.map((step) => {
        const { title, act, more, href, list } = words[step.step]
        const publish = step.step === 'prices' && selling.drafted
        const door = step.step === 'rate' ? { onClick: () => setRating(true) } : { href: publish ? list : href }
        return (
          <li key={step.step} className="begin-step" data-done={step.done || undefined} data-next={step === next || undefined}>
            {step.done ? <IconCircleCheck size={18} stroke={1.75} aria-hidden /> : <IconCircleDashed size={18} stroke={1.75} aria-hidden />}
            <div>
              <h3>
                {title} <span className="unseen">{step.done ? '(done)' : '(missing)'}</span>
              </h3>
              <p className="quiet">{step.text}</p>
            </div>
            {step.done ? (
              <Button variant="subtle" href={list}>
                {more}
              </Button>
            ) : (
              may && (
                <Button variant={step === next ? 'filled' : 'default'} {...door}>
                  {publish ? 'Publish prices' : act}
                </Button>
              )
            )}
          </li>
        )
      })}
      {rating && missing && <RateDialog missing={missing} onClose={() => setRating(false)} />}
    </ol>
  )
}

function RateDialog({ missing, onClose }: { missing: Selling['rates_missing'][number]; onClose: () => void }) {
  const { base, quote, month } = missing
  return (
    <Modal opened onClose={onClose} title={`${base} in ${quote}, ${month}`}>
      <Form
        operation={ratesAdd}
        fixed={{ base, quote, month }}
        initial={{ rate: '', source: '' }}
        submit="Add rate"
        unguarded
        onCancel={onClose}
        onDone={() => {
          toast('Rate added')
          onClose()
        }}
      >
        <TextField
          name="rate"
          label={`1 ${base} is how many ${quote}?`}
          hint="Frozen once it stands; the months after it carry it on until they have their own."
          placeholder="1.0850"
          mono
          autoFocus
        />
        <TextField name="source" label="Who says so" placeholder="European Central Bank" />
      </Form>
    </Modal>
  )
}

/** For a look around: the product story of a company that does not exist. */
function Example() {
  const go = useGo()
  const [asking, setAsking] = useState(false)
  const begin = useTell(setUp)
  return (
    <p className="quiet">
      Only looking around?{' '}
      <button type="button" className="linkish" onClick={() => setAsking(true)}>
        Fill this house with an example
      </button>
      <Confirm
        open={asking}
        title="Fill this house with an example?"
        act="Fill with the example"
        onConfirm={async () => {
          await begin.mutateAsync({})
          go('/billing')
        }}
        onClose={() => setAsking(false)}
      >
        It adds two companies that do not exist, their three editions, a published price book and terms. Nothing of it can be taken out
        again: do this only in a house that you will throw away.
      </Confirm>
    </p>
  )
}
