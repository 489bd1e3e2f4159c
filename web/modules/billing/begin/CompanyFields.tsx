import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Button, IconButton, Select, SelectField, Stack, TextField, TextInput, useForm, useRowKeys } from '../../../kit/index.ts'
import { countryOptions } from '../../customers/words.ts'
import { currencyOptions, europe, firstDay, registrationKinds, zoneOptions } from './options.ts'

type Registration = { jurisdiction: string; id: string; kind: string; valid_from: string; valid_to: string | null }

/** The facts of a selling company, the same where one is made and where one is changed. */
export function CompanyFields() {
  const { values } = useForm()
  const zone = values['zone']
  return (
    <>
      <div className="fields-2">
        <SelectField name="country" label="Country" options={countryOptions()} />
        <ClearableField name="region" label="State or province" placeholder="CA, where states tax" />
      </div>
      <TextField name="address.street" label="Street and number" autoComplete="address-line1" />
      <div className="fields-2">
        <TextField name="address.postal_code" label="Postal code" autoComplete="postal-code" />
        <TextField name="address.city" label="City" autoComplete="address-level2" />
      </div>
      <div className="fields-2">
        <SelectField name="currency" label="Sells in" options={currencyOptions()} />
        <SelectField name="zone" label="Its days begin in" options={zoneOptions(typeof zone === 'string' ? zone : undefined)} />
      </div>
    </>
  )
}

export function BankFields() {
  return (
    <div className="fields-2">
      <ClearableField name="iban" label="IBAN" mono />
      <ClearableField name="bic" label="BIC" mono />
    </div>
  )
}

/** A text that may be taken away again: empty is sent as null, since an absent field would change nothing. */
function ClearableField({ name, label, placeholder, mono }: { name: string; label: string; placeholder?: string; mono?: boolean }) {
  const form = useForm()
  const value = form.values[name]
  return (
    <TextInput
      name={name}
      label={label}
      placeholder={placeholder ?? ''}
      error={form.error(name)}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => form.set(name, event.currentTarget.value || null)}
      onBlur={() => value !== undefined && form.touch(name)}
      {...(mono ? { classNames: { input: 'mono' } } : {})}
    />
  )
}

const reaches = [
  { value: 'all', label: 'Every country that no other company of ours serves' },
  { value: 'europe', label: 'Europe: EU, EEA, United Kingdom, Switzerland' },
  { value: 'own', label: 'Its own country only' },
  { value: 'list', label: 'These countries' },
]

/** Which buyers the company serves; the buyer's country decides which of our companies sells. */
export function ReachField() {
  const form = useForm()
  const held = Array.isArray(form.values['sells_to']) ? form.values['sells_to'].map(String) : ['*']
  const country = typeof form.values['country'] === 'string' ? form.values['country'] : ''
  const [chosen, setChosen] = useState(() => readOf(held, country))
  // what was put there by somebody else, such as a colleague's version, is read anew
  const { reach, text } = chosen.of === String(held) ? chosen : readOf(held, country)
  const put = (next: { reach: string; text: string }, countries: string[]) => {
    setChosen({ ...next, of: String(countries) })
    form.set('sells_to', countries)
  }
  const choose = (next: string | null) => {
    if (next === 'list') return setChosen({ ...readOf(held, country), reach: 'list' })
    const countries = next === 'europe' ? europe : next === 'own' ? (country ? [country] : []) : ['*']
    put({ reach: next ?? 'all', text }, countries)
  }
  const error = form.error('sells_to') ?? form.error('sells_to.0')
  return (
    <>
      <Select
        name="sells_to"
        label="Sells to"
        data={reaches}
        value={reach}
        onChange={choose}
        allowDeselect={false}
        error={reach !== 'list' && error}
      />
      {reach === 'list' && (
        <TextInput
          label="Countries"
          description="Two letters each: DE AT CH"
          value={text}
          error={error}
          onChange={(event) => {
            const typed = event.currentTarget.value.toUpperCase()
            put({ reach, text: typed }, typed.split(/[\s,;]+/).filter(Boolean))
          }}
        />
      )}
    </>
  )
}

function readOf(held: string[], country: string) {
  return { reach: reachOf(held, country), text: held.filter((one) => one !== '*').join(' '), of: String(held) }
}

function reachOf(held: string[], country: string): string {
  if (held.includes('*')) return 'all'
  if (held.length === 1 && held[0] === country) return 'own'
  return held.length === europe.length && europe.every((one) => held.includes(one)) ? 'europe' : 'list'
}

/** Where the company collects tax. */
export function RegistrationsField() {
  const form = useForm()
  const held = form.values['registrations']
  const rows = (Array.isArray(held) ? held : []) as Registration[]
  const put = (next: Registration[]) => form.set('registrations', next)
  const change = (at: number, part: Partial<Registration>) => put(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const { keys, drop } = useRowKeys(rows.length)
  const out = (at: number) => {
    drop(at)
    put(rows.filter((_, index) => index !== at))
  }
  const country = typeof form.values['country'] === 'string' ? form.values['country'] : ''
  return (
    <Stack gap={3}>
      {rows.map((row, at) => (
        <div key={keys[at]} className="begin-row">
          <TextInput
            name={`registrations.${at}.jurisdiction`}
            label="Place"
            placeholder="DE, EU, US-TX"
            value={row.jurisdiction}
            error={form.error(`registrations.${at}.jurisdiction`)}
            onChange={(event) => change(at, { jurisdiction: event.currentTarget.value.toUpperCase() })}
          />
          <Select
            name={`registrations.${at}.kind`}
            label="Tax"
            data={registrationKinds}
            value={row.kind}
            allowDeselect={false}
            onChange={(kind) => change(at, { kind: kind ?? 'vat' })}
          />
          <TextInput
            name={`registrations.${at}.id`}
            label="Number"
            classNames={{ input: 'mono' }}
            value={row.id}
            error={form.error(`registrations.${at}.id`)}
            onChange={(event) => change(at, { id: event.currentTarget.value })}
          />
          <TextInput
            name={`registrations.${at}.valid_from`}
            label="Since"
            type="date"
            value={row.valid_from}
            error={form.error(`registrations.${at}.valid_from`)}
            onChange={(event) => change(at, { valid_from: event.currentTarget.value })}
          />
          <IconButton label={`Remove registration ${at + 1}`} onClick={() => out(at)}>
            <IconX size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => put([...rows, { jurisdiction: country, id: '', kind: 'vat', valid_from: firstDay(), valid_to: null }])}
        >
          Add registration
        </Button>
      </div>
    </Stack>
  )
}
