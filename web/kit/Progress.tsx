/** How far something is, from 0 to 100. */
export function Progress({ value, label }: { value: number; label: string }) {
  return (
    <div className="progress" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(value)}>
      <span style={{ inlineSize: `${Math.min(100, Math.max(0, value))}%` }} />
    </div>
  )
}
