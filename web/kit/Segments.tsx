import './segments.css'
import { type ReactNode, useId } from 'react'

/** A choice of a few, all seen at once: radios, so that arrow keys change it. */
export function Segments<T extends string>(props: {
  label: string
  value: T
  onChange: (value: T) => void
  options: { value: T; label: ReactNode }[]
  full?: boolean
}) {
  const { label, value, onChange, options, full = false } = props
  const name = useId()
  return (
    <div className="segments" role="radiogroup" aria-label={label} data-full={full || undefined}>
      {options.map((option) => (
        <label key={option.value} className="segment">
          <input
            type="radio"
            className="unseen"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  )
}
