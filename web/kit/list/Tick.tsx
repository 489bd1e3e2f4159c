/** A small square to choose with; half when only some are chosen. */
export function Tick(props: { label: string; on: boolean; some?: boolean; onTick: (on: boolean) => void }) {
  const { label, on, some = false, onTick } = props
  return (
    <label className="tick">
      <input
        type="checkbox"
        aria-label={label}
        checked={on}
        ref={(field) => {
          if (field) field.indeterminate = some
        }}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
    </label>
  )
}
