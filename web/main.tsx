import '@fontsource-variable/inter/wght.css'
import './kit/library.css'
import './kit/theme.css'
import './kit/ground.css'
import './kit/controls.css'
import './kit/kit.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries } from './ask.ts'
import { router } from './frame/router.tsx'
import { houseVariables, theme } from './kit/theme.ts'
import { Toasts } from './kit/Toasts.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

// style elements of the component library carry the nonce of the page's policy; the second name is where its scroll lock looks
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
Reflect.set(globalThis, '__webpack_nonce__', nonce)

createRoot(root).render(
  <StrictMode>
    <MantineProvider getStyleNonce={() => nonce} theme={theme} cssVariablesResolver={houseVariables} defaultColorScheme="auto">
      <Toasts />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
