import './mark.css'

/** The sign of the house: a deck and its awning. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg className="mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M7 22h18M9.5 22V12L16 8.5l6.500 3.500V22" />
    </svg>
  )
}
