import type { z } from 'zod'
import { profilesAdd } from '../../../server/modules/licensing/contract.ts'
import {
  CheckField,
  DayField,
  Form,
  Loading,
  Note,
  NumberField,
  Page,
  Section,
  SelectField,
  TextField,
  toast,
  useForm,
  useGo,
  useQueryText,
} from '../../kit/index.ts'
import { useNewestProfile } from './ProfilesPage.tsx'
import { flags } from './words.ts'
import './licensing.css'

type Wish = z.input<typeof profilesAdd.input>

const shortNames = [
  { value: 'professional', label: 'professional' },
  { value: 'enterprise', label: 'enterprise' },
  { value: 'advanced', label: 'advanced' },
  { value: 'entry', label: 'entry' },
]
const seatModes = [
  { value: 'hard', label: 'Refuses new users above them' },
  { value: 'soft', label: 'Warns above them' },
  { value: 'report', label: 'Only reports them' },
]
const extraKinds = [
  { value: 'none', label: 'None stated' },
  { value: 'fixed', label: 'A fixed number' },
  { value: 'percent', label: 'A share of the seats' },
]

/** A plan of a product as its licence files will say it; opened from a waiting sale, product and plan are known. */
export default function NewProfilePage() {
  const [product] = useQueryText('product', '')
  const [plan] = useQueryText('plan', '')
  const { pending, profile } = useNewestProfile(product, plan)
  const go = useGo()
  if (product && pending)
    return (
      <Page title="New licence profile" width="form">
        <Loading rows={10} />
      </Page>
    )
  const initial = profile ? { ...nextOf(profile), valid_from: undefined } : { ...blank, product_code: product, plan }
  return (
    <Page
      title={profile ? `Version ${profile.version + 1} of ${product} · ${plan}` : 'New licence profile'}
      width="form"
      crumbs={[{ title: 'Licence profiles', href: '/licensing/profiles' }]}
    >
      <Form
        operation={profilesAdd}
        initial={initial as Partial<Wish>}
        submit={profile ? 'Add version' : 'Add profile'}
        onCancel={() => go('/licensing/profiles')}
        onDone={(added) => {
          toast(`${added.product_code} · ${added.plan}, version ${added.version} added. Sales that waited for it are licensed now.`)
          go('/licensing/profiles')
        }}
      >
        <Section title="Which plan" note="As the product in the catalogue names them." plain>
          <div className="form">
            <div className="fields-2">
              <TextField name="product_code" label="Licensed product" placeholder="harbor" mono autoFocus={!product} />
              <TextField name="plan" label="Plan" placeholder="enterprise" mono />
            </div>
            <div className="fields-2">
              <TextField name="sku_name" label="Name in the file" hint="The server shows it to its admins." />
              <SelectField name="sku_short_name" label="Edition that the product knows" options={shortNames} />
            </div>
            <DayField name="valid_from" label="Counts from" hint="Empty: today. Files that were issued keep what they say." />
          </div>
        </Section>
        <Section title="Seats" plain>
          <div className="form">
            <SelectField name="seat_mode" label="The server" options={seatModes} />
            <ExtraUsers />
          </div>
        </Section>
        <Section title="After the last day" plain>
          <div className="fields-2">
            <NumberField name="grace_days" label="Days of grace" min={0} />
            <NumberField name="terminate_days" label="Free edition after days" hint="Counted from the end. Empty: never." min={0} />
          </div>
        </Section>
        <Section title="Features" note="Each is written into the file: the product reads one that is not named as on." plain>
          <div className="profile-flags">
            {flags.map(({ name, label }) => (
              <CheckField key={name} name={`features.${name}`} label={label} />
            ))}
          </div>
        </Section>
        {!profile && <Note title="Sales that wait for this profile are licensed as soon as it is added." />}
      </Form>
    </Page>
  )
}

function ExtraUsers() {
  const form = useForm()
  const rule = form.values['extra_rule'] as Wish['extra_rule'] | undefined
  return (
    <div className="fields-2">
      <SelectField
        name="extra_rule.kind"
        label="Users tolerated above"
        options={extraKinds}
        also={(kind) => ({ extra_rule: ruleOf(kind) })}
      />
      {rule?.kind === 'fixed' && <NumberField name="extra_rule.value" label="Users" min={0} />}
      {rule?.kind === 'percent' && (
        <div className="fields-2">
          <NumberField name="extra_rule.value" label="Per cent" min={0} max={100} />
          <NumberField name="extra_rule.min" label="At least" min={0} />
        </div>
      )}
    </div>
  )
}

function ruleOf(kind: string | undefined): Wish['extra_rule'] {
  if (kind === 'percent') return { kind, value: 5, min: 1 }
  return kind === 'fixed' ? { kind, value: 5 } : { kind: 'none' }
}

const blank = {
  sku_short_name: 'professional',
  seat_mode: 'hard',
  extra_rule: { kind: 'percent', value: 5, min: 1 },
  grace_days: 10,
  terminate_days: 10,
  is_gov: false,
  features: Object.fromEntries(flags.map(({ name }) => [name, false])),
}

function nextOf(profile: NonNullable<ReturnType<typeof useNewestProfile>['profile']>) {
  const { product_code, plan, sku_name, sku_short_name, is_gov, features, seat_mode, extra_rule, grace_days, terminate_days } = profile
  return { product_code, plan, sku_name, sku_short_name, is_gov, features, seat_mode, extra_rule, grace_days, terminate_days }
}
