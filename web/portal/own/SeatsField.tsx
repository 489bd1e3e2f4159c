import { NumberInput, Slider } from '../../kit/index.ts'

type SeatsFieldProps = {
  label: string
  thumbLabel: string
  note?: string
  seats: number
  /** as far as the slider goes; more can be typed */
  most: number
  onSeats: (seats: number) => void
}

/** How many seats: typed, or drawn along a slider. */
export function SeatsField({ label, thumbLabel, note, seats, most, onSeats }: SeatsFieldProps) {
  return (
    <>
      <NumberInput
        label={label}
        description={note}
        value={seats}
        onChange={(value) => onSeats(typeof value === 'number' ? Math.trunc(value) : 1)}
        min={1}
        max={1_000_000}
        allowDecimal={false}
        allowNegative={false}
        size="md"
        classNames={{ input: 'num' }}
      />
      <Slider min={1} max={most} value={Math.min(seats, most)} onChange={onSeats} label={null} thumbLabel={thumbLabel} />
    </>
  )
}
