import './segments.css'
import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'

/** A choice of a few, all seen at once. */
export function Segments<T extends string>(props: {
  label: string
  value: T
  onChange: (value: T) => void
  options: { value: T; label: ReactNode }[]
  full?: boolean
}) {
  const { label, value, onChange, options, full = false } = props
  return (
    <SegmentedControl
      aria-label={label}
      size="xs"
      withItemsBorders={false}
      value={value}
      onChange={(next) => onChange(next as T)}
      data={options.map((option) => ({ value: option.value as string, label: option.label }))}
      fullWidth={full}
    />
  )
}
