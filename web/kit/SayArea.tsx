import { useId } from 'react'

type SayAreaProps = {
  label: string
  placeholder: string
  value: string
  onChange: (next: string) => void
  error?: string | undefined
}

/** A few words beside an act, with nothing of what forms bring along. */
export function SayArea({ label, placeholder, value, onChange, error }: SayAreaProps) {
  const id = useId()
  return (
    <div className="say-area">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        rows={2}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        {...(error ? { 'aria-invalid': true, 'aria-describedby': `${id}-why` } : {})}
      />
      {error && (
        <p id={`${id}-why`} className="field-error">
          {error}
        </p>
      )}
    </div>
  )
}
