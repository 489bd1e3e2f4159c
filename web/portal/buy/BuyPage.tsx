import './buy.css'
import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { portalCatalogue, portalPreview, portalQuoteCreate } from '../../../server/modules/billing/contract.ts'
import { portalMe, regionsOf } from '../../../server/modules/customers/contract.ts'
import { type AskOutput, Problem as Refused, useAsk, useTell } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import { Answer, asRead, dayText, Link, Loading, moneyText, Note, Page, Problem, useGo, useHere } from '../../kit/index.ts'
import { useDebounced } from '../../kit/list/useDebounced.ts'
import { seatsText } from '../said.ts'
import { type Choice, forgetCompany, useChoice, useCompany } from './choice.ts'
import { CompanyStep } from './CompanyStep.tsx'
import { QuoteBody } from './QuotePage.tsx'
import { mostSeats, Seats } from './Seats.tsx'
import { Sum } from './Sum.tsx'

type Catalogue = AskOutput<typeof portalCatalogue>
type Preview = AskOutput<typeof portalPreview>
type StepName = 'seats' | 'company' | 'review'

/** Buying, on one page in three steps, with the total in sight all the way. */
export default function BuyPage() {
  const { search } = useHere()
  const [choice, setChoice] = useChoice(search)
  const session = useSession()
  const known = session.data?.actor?.kind === 'contact'
  // who is signed in buys for the own account, whatever country an address says: the house knows it
  const place = choice.country && !known ? { country: choice.country } : {}
  const catalogue = useAsk(portalCatalogue, place, { keep: true, enabled: !session.isPending, staleTime: 300_000 })
  return (
    <Page
      title="Buy a licence"
      heading="Buy a licence"
      note="Paid by card, delivered at once: licence file and invoice are ready when the payment is."
    >
      <Answer of={catalogue} loading={<Loading block={480} />}>
        {(answer) => (
          <Steps
            catalogue={answer}
            choice={fullChoice(known ? { ...choice, country: answer.country } : choice, answer)}
            known={known}
            onChoice={setChoice}
            search={search}
          />
        )}
      </Answer>
    </Page>
  )
}

/** What the buyer did not say, the catalogue does: the middle edition, its least seats, its country. */
function fullChoice(choice: Partial<Choice>, catalogue: Catalogue): Choice {
  const middle = catalogue.products[Math.floor(catalogue.products.length / 2)]
  const product = catalogue.products.find((one) => one.code === choice.product) ?? middle
  return {
    seats: 25,
    per: 'year',
    ...choice,
    country: choice.country ?? catalogue.country,
    product: product?.code ?? '',
  }
}

type StepsProps = { known: boolean; catalogue: Catalogue; choice: Choice; onChoice: (change: Partial<Choice>) => void; search: string }

function Steps({ known, catalogue, choice, onChoice, search }: StepsProps) {
  const me = useAsk(portalMe, {}, { enabled: known, staleTime: 300_000 })
  const [typed, setCompany] = useCompany(search)
  const own = known ? me.data?.account : undefined
  const company = known ? { ...typed, tax_id: '', region: own?.region ?? own?.address?.region ?? typed.region } : typed
  const [step, setStep] = useStep(search, known)
  useEffect(() => {
    if (known) forgetCompany()
  }, [known])
  const debounced = useDebounced({ ...choice, tax_id: company.tax_id, region: company.region })
  const lacksRegion = catalogue.region_needed && catalogue.country === choice.country && !isRegion(choice.country, company.region)
  const counted = debounced.seats > 0 && debounced.seats <= mostSeats
  const ready = counted && debounced.product !== '' && !lacksRegion
  const preview = useAsk(portalPreview, previewInput(debounced), { keep: true, enabled: ready, staleTime: 60_000 })
  const product = catalogue.products.find((one) => one.code === choice.product)
  const { tax_id_state, tax_id_text } = preview.data ?? {}
  const isOfNow = !preview.isPlaceholderData && tax_id_state === 'invalid' && tax_id_text
  const wrongTaxId = isOfNow ? { id: debounced.tax_id, says: tax_id_text } : undefined
  const region = own && company.region ? null : lacksRegion ? '' : regionAsked(choice.country, company.region, preview.error)
  const total = ready && preview.data && (
    <p className="act-total" data-stale={preview.isPlaceholderData || undefined}>
      Total, with tax
      <b className="num">{moneyText(preview.data.totals.gross_minor, preview.data.currency)}</b>
    </p>
  )
  const quoted = ready && preview.data !== undefined && !preview.data.lane.self_service
  return (
    <div className="buy" data-review={step === 'review' || undefined}>
      <div className="buy-steps">
        <Step
          number={1}
          title="Seats and term"
          state={step === 'seats' ? 'now' : 'done'}
          said={`${seatsText(choice.seats)} of ${product?.name ?? ''}, paid ${choice.per === 'year' ? 'once a year' : 'every month'}`}
          onEdit={() => setStep('seats')}
        >
          <Seats
            catalogue={catalogue}
            own={known}
            choice={choice}
            onChoice={(change) => {
              onChoice(change)
              if (change.country && change.country !== company.country) setCompany({ country: change.country, region: '' })
            }}
            region={region}
            onRegion={(code) => setCompany({ country: choice.country, region: code })}
            onNext={() => setStep(known ? 'review' : 'company')}
            next={quoted ? 'Ask for a quote' : 'Continue'}
            total={total}
          />
        </Step>
        <Step
          number={2}
          title="Your company"
          state={step === 'company' ? 'now' : step === 'review' || known ? 'done' : 'later'}
          said={known ? (me.data?.account.name ?? '') : company.legal_name}
          {...(known ? {} : { onEdit: () => setStep('company') })}
        >
          <CompanyStep
            company={{ ...company, country: company.country || choice.country }}
            countries={catalogue.countries}
            onCompany={(change) => {
              setCompany(change)
              const moved = catalogue.countries.find((one) => one.code === change.country && one.code !== choice.country)
              if (moved) onChoice({ country: moved.code })
            }}
            onSignedIn={() => setStep('review')}
            wrongTaxId={wrongTaxId}
            total={total}
          />
          <p className="faint buy-known">
            Already a customer? <Link href={`/portal/sign-in?to=${encodeURIComponent('/portal/buy')}`}>Sign in</Link>
          </p>
        </Step>
        <Step number={3} title={quoted ? 'Your quote' : 'Review and pay'} state={step === 'review' ? 'now' : 'later'}>
          <Review choice={choice} />
        </Step>
      </div>
      {step !== 'review' && (
        <Side
          preview={ready ? preview.data : undefined}
          error={preview.error}
          stale={preview.isPlaceholderData}
          lacks={lacksOf(counted, lacksRegion, choice.country)}
        />
      )}
    </div>
  )
}

/** The open step stands in the address, so that Back goes to the step before and a reload stays. Only who is signed in can review. */
function useStep(search: string, known: boolean): [StepName, (step: StepName) => void] {
  const go = useGo()
  const wanted = new URLSearchParams(search).get('step')
  const open = wanted === 'review' && known ? 'review' : wanted !== null && !known ? 'company' : 'seats'
  return [
    open,
    (step) => {
      const query = new URLSearchParams(search)
      if (step === 'seats') query.delete('step')
      else query.set('step', step)
      const text = query.toString()
      go(`/portal/buy${text ? `?${text}` : ''}`)
    },
  ]
}

function isRegion(country: string, chosen: string): boolean {
  return regionsOf(country).some((one) => one.code === chosen)
}

/** The state that was chosen, or '' where the price cannot be told without it; null where nobody asks. */
function regionAsked(country: string, chosen: string, error: unknown): string | null {
  const regions = regionsOf(country)
  if (regions.some((one) => one.code === chosen)) return chosen
  return regions.length > 0 && error instanceof Refused && error.code === 'tax.region_missing' ? '' : null
}

function previewInput(choice: Choice & { tax_id: string; region: string }) {
  const { product, seats, per, country, tax_id, region } = choice
  return {
    product,
    seats,
    per,
    country,
    ...(regionsOf(country).some((one) => one.code === region) ? { region } : {}),
    ...(tax_id ? { tax_id: tax_id.slice(0, 40) } : {}),
  }
}

type StepProps = { number: number; title: string; state: 'now' | 'done' | 'later'; said?: string; onEdit?: () => void; children: ReactNode }

function Step({ number, title, state, said, onEdit, children }: StepProps) {
  return (
    <section className="buy-step" data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <div className="buy-step-head">
        <span className="buy-step-number num">{state === 'done' ? <IconCheck size={14} stroke={2.4} aria-label="Done" /> : number}</span>
        <h2>{title}</h2>
        {state === 'done' && <span className="buy-step-said clip">{said}</span>}
        {state === 'done' && onEdit && (
          <button type="button" className="linkish" onClick={onEdit}>
            Change<span className="unseen"> {title.toLowerCase()}</span>
          </button>
        )}
      </div>
      {state === 'now' && <div className="buy-step-body">{children}</div>}
    </section>
  )
}

/** What must be said before there is a price. */
function lacksOf(counted: boolean, lacksRegion: boolean, country: string): string | undefined {
  if (!counted) return 'Say for how many seats, and the price stands here.'
  return lacksRegion ? `Choose the ${country === 'CA' ? 'province' : 'state'}, and price and tax stand here.` : undefined
}

type SideProps = { preview: Preview | undefined; error: unknown; stale: boolean; lacks: string | undefined }

/** Price and tax of the choice so far, in words too. */
function Side({ preview, error, stale, lacks }: SideProps) {
  return (
    <aside className="buy-side card change-sum" data-stale={stale || undefined} aria-label="Price" aria-live="polite">
      {preview ? (
        <Sum of={preview}>
          <p className="sum-note">{asRead(preview.tax_text)}</p>
          {preview.tax_id_text && <p className="sum-note">{preview.tax_id_text}</p>}
          <p className="sum-note">{asRead(preview.recurring_text)}</p>
          {!preview.lane.self_service && (
            <Note
              tone="accent"
              title={preview.answer_by ? `We will send you a quote by ${dayText(preview.answer_by)}` : 'We will send you a quote'}
            >
              {asRead(preview.lane.text)}
            </Note>
          )}
          {preview.lane.self_service && <p className="unseen">Total {moneyText(preview.totals.gross_minor, preview.currency)}</p>}
        </Sum>
      ) : lacks ? (
        <p className="sum-note">{lacks}</p>
      ) : error instanceof Refused && error.code === 'tax.region_missing' ? (
        <p className="sum-note">{error.message}</p>
      ) : error ? (
        <Problem error={error} />
      ) : (
        <Loading lines={6} />
      )}
    </aside>
  )
}

/** Third step: the quote is made once, for exactly what was chosen. */
function Review({ choice }: { choice: Choice }) {
  const create = useTell(portalQuoteCreate, { quiet: true, stale: [] })
  const { mutate } = create
  const make = () => {
    // for the company of whoever is signed in: what somebody typed in this tab before is not it
    mutate({ product: choice.product, seats: choice.seats, per: choice.per })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: one quote for each arrival at this step
  useEffect(make, [])
  if (create.error) return <Problem error={create.error} again={make} />
  if (!create.data) return <Loading block={360} />
  return <QuoteBody quote={create.data} onMoved={make} />
}
