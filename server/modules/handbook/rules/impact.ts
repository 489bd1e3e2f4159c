/** What becomes of an agreement once a text is published. */
type Agreeing = 'none' | 'stands' | 'carried' | 'asked'

type Published = {
  /** somebody follows a text of it already */
  followed: boolean
  /** it goes out by being put forward and agreed to */
  forward: boolean
  /** letter by letter the text that stands */
  same: boolean
}

/** Nobody has agreed to a draft; the same letters need nothing; better words go out with the agreement that there is; all else is asked for. */
export function agreementAfter({ followed, forward, same }: Published): Agreeing {
  if (forward) return 'asked'
  if (!followed) return 'none'
  return same ? 'stands' : 'carried'
}

type Keyed = { key: string; title: string }
type StepChange = { title: string; is: 'added' | 'changed' | 'removed' }

/** Steps that come, go, or say something else; `changed` holds keys of those that do not say what they said. */
export function stepChanges(before: readonly Keyed[], after: readonly Keyed[], changed: readonly string[]): StepChange[] {
  const [was, now] = [new Set(before.map(({ key }) => key)), new Set(after.map(({ key }) => key))]
  const said = new Set(changed)
  return [
    ...after.flatMap(({ key, title }): StepChange[] => {
      if (!was.has(key)) return [{ title, is: 'added' }]
      return said.has(key) ? [{ title, is: 'changed' }] : []
    }),
    ...before.filter(({ key }) => !now.has(key)).map(({ title }): StepChange => ({ title, is: 'removed' })),
  ]
}

/** Places of a text that are there no more in the next one, without regard to capitals. */
export function placesGone(before: readonly string[], after: readonly string[]): Set<string> {
  const there = new Set(after.map((one) => one.toLowerCase()))
  return new Set(before.map((one) => one.toLowerCase()).filter((one) => !there.has(one)))
}
