import { lazy, Suspense, useSyncExternalStore } from 'react'
import { shelf, shelfAsked, whenShelfAsked } from './toast.tsx'

const Shelf = lazy(async () => ({ default: (await shelf()).Notifications }))

/** Where toasts stand. It comes with the first touch of the page: before it nothing has been done that could be told. */
export function Toasts() {
  const asked = useSyncExternalStore(whenShelfAsked, shelfAsked)
  return asked ? (
    <Suspense fallback={null}>
      <Shelf position="bottom-right" limit={4} />
    </Suspense>
  ) : null
}
