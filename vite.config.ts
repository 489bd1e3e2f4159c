import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Libraries that change seldom get files of their own, so that a new release of ours costs a returning reader little. */
const shelves: [name: string, test: RegExp][] = [
  ['react', /node_modules\/(react|react-dom|scheduler)\//],
  ['routes', /node_modules\/@tanstack\//],
  ['zod', /node_modules\/zod\/|web\/plain-zod\.ts$/],
]

export default defineConfig({
  root: 'web',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 2048,
    rolldownOptions: {
      output: { codeSplitting: { groups: shelves.map(([name, test]) => ({ name, test })) } },
    },
  },
  server: { port: 5173, proxy: { '/api': process.env['QUARTERDECK_API'] ?? 'http://127.0.0.1:4000' } },
})
