import { Hint, Status, type Tone } from '../../kit/index.ts'

const shown = {
  proposed: {
    label: 'Not yet agreed',
    tone: 'calm',
    why: 'The definition came with the program or was proposed here; nobody has decided that the company stands by it.',
  },
  certified: { label: 'Agreed', tone: 'calm', why: 'A decision agreed to this very text.' },
  deprecated: { label: 'On its way out', tone: 'warn', why: 'Another metric takes its place.' },
} satisfies Record<string, { label: string; tone: Tone; why: string }>

/** Whether the company stands behind a definition: only a decision makes it so. */
export function Vetting({ state }: { state: keyof typeof shown }) {
  const { label, tone, why } = shown[state]
  return (
    <Hint text={why}>
      <span>
        <Status value={state} label={label} tone={tone} />
      </span>
    </Hint>
  )
}
