import { IconSelector } from '@tabler/icons-react'
import { Button } from './controls.tsx'
import { DropMenu } from './over/menus.tsx'

type Props = { label: string; value: string; options: readonly { value: string; label: string }[]; onChange: (value: string) => void }

/** One of a few things beside a heading: a button that says what is chosen, and the choice under it. Within a form it is a `SelectField`. */
export function Choose({ label, value, options, onChange }: Props) {
  const now = options.find((one) => one.value === value)?.label ?? ''
  return (
    <DropMenu
      width="own"
      tall={380}
      items={options.map((one) => ({ title: one.label, current: one.value === value, onClick: () => onChange(one.value) }))}
      target={
        <Button variant="default" rightSection={<IconSelector size={14} stroke={1.75} aria-hidden />} aria-label={`${label}: ${now}`}>
          {now}
        </Button>
      }
    />
  )
}
