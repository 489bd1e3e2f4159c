/** A sentence on what the product does with a file; shown beside the download, where it applies. */
type ProductNote = { code: string; text: string }

type NotedLicence = {
  state: string
  seats: number
  startsOn: string
  /** the day after the last day of the term */
  endsOn: string
  /** seats of the licence before it in the line */
  seatsBefore: number | null
  environment: 'prod' | 'test'
}

/** What a product of this format does by itself, none of which we can change from here. */
export function productNotes(licence: NotedLicence): ProductNote[] {
  const notes: ProductNote[] = []
  if (licence.state === 'superseded')
    notes.push({ code: 'superseded', text: 'A newer file replaces this one. Install the newest of the line.' })
  if (['grace', 'limited', 'terminated'].includes(licence.state)) {
    notes.push({
      code: 'expired_refused',
      text: 'The server refuses to install an expired file. One that is already installed keeps its ten days of grace.',
    })
  }
  if (licence.state === 'not_started') {
    notes.push({
      code: 'starts_ignored',
      text: `The server does not wait for the first day (${licence.startsOn}): it uses this file from the moment you install it.`,
    })
  }
  notes.push({
    code: 'seats_refused',
    text: `The server refuses this file while it has more than ${licence.seats} active users. Deactivate accounts or add seats first.`,
  })
  if (licence.seatsBefore !== null && licence.seatsBefore > licence.seats) {
    notes.push({
      code: 'fewer_seats',
      text: `It has fewer seats than the file before it (${licence.seatsBefore}): check the active users before you install it.`,
    })
  }
  notes.push(
    {
      code: 'grace',
      text: `From ${licence.endsOn} on the server grants ten more days, then it runs as the free edition. No data is lost.`,
    },
    { code: 'one_active', text: 'The server keeps one active licence: installing this file takes the place of the one before.' },
    { code: 'environment_variable', text: 'If the server was started with MM_LICENSE, that variable wins over a file that you upload.' },
    { code: 'no_revocation', text: 'The file works without us until it expires. Suspending or revoking it takes effect only then.' },
  )
  if (licence.environment === 'test') notes.push({ code: 'test_builds', text: 'Signed with the test key: only test builds accept it.' })
  return notes
}
