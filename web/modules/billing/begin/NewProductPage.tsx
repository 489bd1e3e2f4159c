import { useEffect, useRef } from 'react'
import { productsCreate } from '../../../../server/modules/billing/contract.ts'
import { profilesList } from '../../../../server/modules/licensing/contract.ts'
import { useAskPaged } from '../../../ask.ts'
import {
  AreaField,
  CheckField,
  Form,
  Link,
  Note,
  NumberField,
  Page,
  Section,
  SelectField,
  TextField,
  toast,
  useForm,
  useGo,
} from '../../../kit/index.ts'
import { productClasses, productUnits } from './options.ts'
import './begin.css'

/** Something to sell; it sells once a published price book prices it. */
export default function NewProductPage() {
  const go = useGo()
  return (
    <Page title="New product" width="form" crumbs={[{ title: 'Set up selling', href: '/billing/begin' }]}>
      <Form
        operation={productsCreate}
        initial={{
          class: 'self_hosted',
          obligation: 'licence_pcs',
          unit: 'seat',
          edition_rank: 10,
          min_quantity: 1,
          self_serve: true,
          entitlements: { product_code: 'harbor', plan: 'professional' },
        }}
        submit="Add product"
        onCancel={() => go('/billing/begin')}
        onDone={(product) => {
          toast(`${product.name} added`)
          go('/billing/begin')
        }}
      >
        <Section title="What it is" plain>
          <div className="form">
            <div className="fields-2">
              <TextField name="name" label="Name" hint="As customers read it." autoFocus />
              <TextField name="code" label="Code" hint="For good: small letters, digits, dashes." placeholder="harbor-enterprise" mono />
            </div>
            <AreaField
              name="description"
              label="Description"
              rows={5}
              hint="The first lines introduce it on the price page; each line that begins with a dash is a feature."
            />
            <div className="fields-2">
              <TextField name="family" label="Family" hint="Editions of one family belong together." placeholder="harbor" mono />
              <NumberField name="edition_rank" label="Rank in its family" hint="A higher edition has a higher number." min={0} />
            </div>
          </div>
        </Section>
        <Section title="How it is sold" plain>
          <div className="form">
            <SelectField name="class" label="Kind" hint="Decides tax and when revenue is earned." options={productClasses} />
            <div className="fields-2">
              <SelectField name="unit" label="Counted by" options={productUnits} />
              <NumberField name="min_quantity" label="At least" min={1} />
            </div>
            <CheckField name="self_serve" label="Customers may buy it alone" hint="On the price page and in the portal, below the limit." />
          </div>
        </Section>
        <LicenceSection />
      </Form>
    </Page>
  )
}

/** Which licence is issued with a sale; services have none, and revenue is earned as the kind says. */
function LicenceSection() {
  const form = useForm()
  const kind = form.values['class']
  const licensed = kind === 'self_hosted'
  const held = useRef(kind)
  const { set } = form
  useEffect(() => {
    if (held.current === kind) return
    held.current = kind
    set('obligation', kind === 'self_hosted' ? 'licence_pcs' : String(kind))
    set('entitlements', kind === 'self_hosted' ? { product_code: 'harbor', plan: 'professional' } : {})
  }, [kind, set])
  if (!licensed) return null
  return (
    <Section title="The licence that comes with it" note="Issued by itself as soon as a sale stands." plain>
      <div className="form">
        <div className="fields-2">
          <TextField name="entitlements.product_code" label="Licensed product" mono />
          <TextField name="entitlements.plan" label="Plan" mono />
        </div>
        <Profile {...entitled(form.values)} />
      </div>
    </Section>
  )
}

function entitled(values: Record<string, unknown>): { product: string; plan: string } {
  const said = values['entitlements'] as { product_code?: string; plan?: string } | undefined
  return { product: said?.product_code ?? '', plan: said?.plan ?? '' }
}

/** Whether a licence profile explains the plan: a sale without one is paid and waits for its file. */
function Profile({ product, plan }: { product: string; plan: string }) {
  const asked = useAskPaged(profilesList, { limit: 200 })
  if (!asked.isSuccess || !product || !plan) return null
  const profile = asked.rows.find((row) => row.product_code === product && row.plan === plan)
  if (profile)
    return (
      <Note title={`Licensed as ${profile.sku_name}`}>
        By version {profile.version} of the <Link href={`/licensing/profiles?product_code=${product}`}>licence profile</Link>.
      </Note>
    )
  const known = [...new Set(asked.rows.map((row) => `${row.product_code} · ${row.plan}`))]
  return (
    <Note tone="warn" title="No licence profile explains this plan yet">
      Until there is one, a sale waits for its licence file.{' '}
      <Link href={`/licensing/profiles/new?product=${product}&plan=${plan}`}>Add a licence profile</Link> once the product is saved, or take
      one that exists: {known.join(', ')}.
    </Note>
  )
}
