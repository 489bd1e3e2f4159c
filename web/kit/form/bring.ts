import { useEffect, useState } from 'react'

let fetchThem: (() => Promise<unknown>) | undefined
let here = true

/** Says how forms are fetched, once a page is here that has some. */
export function formsAreFetchedBy(load: () => Promise<unknown>): void {
  fetchThem = load
  here = false
}

/** Fetches what forms are made of, where a page has some. When they do not come, they say so themselves where they would stand. */
async function bringForms(): Promise<void> {
  await fetchThem?.().catch(() => undefined)
  here = true
}

/** Whether forms are here, which are fetched when they are wanted. */
export function useForms(wanted: boolean): boolean {
  const [there, setThere] = useState(here)
  useEffect(() => {
    if (wanted && !here) void bringForms().then(() => setThere(true))
  }, [wanted])
  return there || here
}
