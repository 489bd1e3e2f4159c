import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

const brotli = promisify(brotliCompress)

/** Libraries that change seldom get files of their own, so that a new release of ours costs a returning reader little. */
const shelves: [name: string, test: RegExp][] = [
  ['react', /node_modules\/(react|react-dom|scheduler)\//],
  // rows of long lists come with the lists
  ['routes', /node_modules\/@tanstack\/(?!(react-)?virtual)/],
  ['zod', /node_modules\/zod\/|web\/plain-zod\.ts$/],
]

/** Packs scripts and styles once, as small as it goes, beside the files: what every visit loads is not packed in haste while somebody waits. */
const packed: Plugin = {
  name: 'packed',
  apply: 'build',
  // once all is written: before, addresses of parts are still put into the texts
  async writeBundle({ dir = '.' }, bundle) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
    const pack = async (name: string) => {
      const bytes = await readFile(join(dir, name))
      if (bytes.length >= 1024) await writeFile(join(dir, `${name}.br`), await brotli(bytes, { params }))
    }
    await Promise.all(
      Object.keys(bundle)
        .filter((name) => /\.(js|css)$/.test(name))
        .map(pack),
    )
  },
}

export default defineConfig({
  root: 'web',
  publicDir: false,
  plugins: [react(), packed],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 2048,
    rolldownOptions: {
      // a promise says something and does nothing: what a screen does not ask for does not come with it
      treeshake: { moduleSideEffects: [{ test: /\/server\/(modules\/[^/]+|doors)\/(contract(\.ts|\/)|shapes\.ts)/, sideEffects: false }] },
      output: { codeSplitting: { groups: shelves.map(([name, test]) => ({ name, test })) } },
    },
  },
  server: { port: 5173, proxy: { '/api': process.env['QUARTERDECK_API'] ?? 'http://127.0.0.1:4000' } },
})
